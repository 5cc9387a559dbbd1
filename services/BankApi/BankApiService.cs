using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Customers;
using OAuthDemo.BankApi.Discovery;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Statements;
using OAuthDemo.BankApi.Store;
using OAuthDemo.BankApi.Testing;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.BearerTokens;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.BankApi;

/// <summary>The bank's API as a whole: for its own program, and for a host that runs it among others.</summary>
public sealed class BankApiService
{
    /// <summary>Builds it, with its store brought up to date; it does not listen yet.</summary>
    /// <param name="args">Settings as on the command line.</param>
    /// <param name="amend">Changes the builder before the service is added to it.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? amend = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        amend?.Invoke(builder);

        builder.AddServiceDefaults();
        builder.AddProtocolSteps(ProtocolRole.ResourceServer);
        builder.AddBearerTokens(audience: BankResource.Identifier(builder.Configuration))
            .RequireScope(AccountEndpoints.Read)
            .RequireScope(BalanceEndpoints.Read)
            .RequireScope(TransactionEndpoints.Read)
            .RequireScope(PaymentEndpoints.Write)
            .RequireScope(StatementEndpoints.Run)
            .RequireScope(CustomerAccounts.List)
            .RequireScope(TestingEndpoints.Scope);
        builder.AddBankStore();
        builder.AddLiveConsents();
        builder.Services.AddApiReference();
        builder.AddTesting();

        var app = builder.Build();

        app.UseServiceDefaults();
        app.UseProtocolSteps(request => StepKind.OfPath(request.Path));
        app.UseTesting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseLiveConsents();

        var api = app.MapGroup("/api").RequireAuthorization();
        var people = api.MapGroup("").RequireLiveConsent();
        people.MapAccounts();
        people.MapBalances();
        people.MapTransactions();
        people.MapPayments(app.Configuration);
        api.MapGroup("").RequireLiveMachine().MapStatements();
        app.MapCustomerAccounts();
        app.MapProtectedResourceMetadata();
        app.MapApiReference();
        app.MapTesting();

        await app.PrepareBankStoreAsync();
        return app;
    }
}
