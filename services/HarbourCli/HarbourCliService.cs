using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.HarbourCli.Money;
using OAuthDemo.HarbourCli.Session;
using OAuthDemo.HarbourCli.SignIn;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using Spectre.Console;

namespace OAuthDemo.HarbourCli;

/// <summary>The program, put together the same way for a terminal and for a test.</summary>
internal static class HarbourCliService
{
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder([.. args.Where(arg => arg.Contains('=', StringComparison.Ordinal))]);
        InternalCallsBypassProxy.Install(builder.Configuration["OAuth:Issuer"]);
        builder.Logging.ClearProviders(); // tables, not a log
        builder.Services.AddHttpClient("", client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler((handler, provider) =>
                TrustedCertificate.Read(provider.GetRequiredService<IConfiguration>()).ApplyTo(handler));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(AnsiConsole.Console);
        builder.Services.AddSingleton<Bank>();
        builder.Services.AddSingleton<SessionFile>();
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<Login>();
        builder.Services.AddSingleton<Accounts>();
        builder.Services.AddSingleton<CommandLine>();
        return builder;
    }
}
