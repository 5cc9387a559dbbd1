using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OAuthDemo.TvApp.Device;
using OAuthDemo.TvApp.Money;
using Spectre.Console;

namespace OAuthDemo.TvApp;

/// <summary>The television, put together the same way for a terminal and for a test.</summary>
internal static class TvAppService
{
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        InternalCallsBypassProxy.Install(builder.Configuration["OAuth:Issuer"]);
        builder.Logging.ClearProviders(); // the screen is the picture, not a log
        builder.Services.AddHttpClient("", client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler((handler, provider) =>
                TrustedCertificate.Read(provider.GetRequiredService<IConfiguration>()).ApplyTo(handler));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(AnsiConsole.Console);
        builder.Services.AddSingleton<TvSettings>();
        builder.Services.AddSingleton<DeviceGrant>();
        builder.Services.AddSingleton<Polling>();
        builder.Services.AddSingleton<Balances>();
        builder.Services.AddSingleton<Viewing>();
        return builder;
    }
}
