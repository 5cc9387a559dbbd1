using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Pages;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Protocol.Clients;
using OAuthDemo.AuthorizationServer.Protocol.Steps;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.AuthorizationServer.Testing;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.AuthorizationServer;

/// <summary>The authorization server as a whole: for its own program, and for a host that runs it among others.</summary>
public sealed class AuthorizationServerService
{
    /// <summary>Builds it, with its store brought up to date; it does not listen yet.</summary>
    /// <param name="args">Settings as on the command line.</param>
    /// <param name="amend">Changes the builder before the service is added to it.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? amend = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        amend?.Invoke(builder);

        builder.AddServiceDefaults();
        builder.AddProtocolSteps(ProtocolRole.AuthorizationServer);
        builder.AddBank();
        builder.AddStore();
        builder.Services.AddPeople();
        builder.Services.AddScoped<ConsentRegister>();
        builder.Services.AddScoped<StandingConsents>();
        builder.Services.AddProtocol();
        builder.Services.AddBankPages();
        builder.AddTesting();

        var app = builder.Build();

        await app.PrepareStoreAsync();

        app.UseServiceDefaults(headers: PageHeaders.Apply, errorPage: "/error");
        app.UseProtocolSteps(BankSteps.Recognise, BankSteps.Finish);
        app.UseTesting();
        app.UseIssuer();
        app.UseBrowserClients();
        app.UseStaticFiles();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapProtocol();
        app.MapConsents();
        app.MapBankPages();
        app.MapTesting();

        return app;
    }
}
