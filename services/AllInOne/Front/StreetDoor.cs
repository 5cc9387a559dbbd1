using OAuthDemo.AllInOne.Banks;
using OAuthDemo.AllInOne.Tenants;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AllInOne.Front;

/// <summary>The one port: hands each request to the gateway of the bank that it is for.</summary>
internal static class StreetDoor
{
    private const string Dropped = "X-Testing-Dropped";

    public static WebApplication Build(string[] args, out Estate estate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("OAuthDemo", LogLevel.Information);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Configure(context.Configuration.GetSection("Kestrel")); // certificates, as any ASP.NET Core application takes them
        });
        builder.Services.AddSingleton<TestingKey>();
        builder.Services.AddSingleton<Estate>();
        builder.Services.AddRoutingCore();
        builder.Services.AddTestingErrors();

        var app = builder.Build();
        var banks = estate = app.Services.GetRequiredService<Estate>();
        app.Use(HangUpIfAskedAsync);
        app.UseTenants();
        app.UseRouting();
        app.MapTenants();
        app.MapFallback("{*path}", http => banks.For(http.Request.Path, out var path) is { } bank ? bank.ServeAsync(http, path) : ClosedAsync(http, banks));
        return app;
    }

    private static Task ClosedAsync(HttpContext http, Estate banks)
    {
        http.Response.StatusCode = banks.IsOpen ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    // The authorization server stands behind a gateway, and asks who can to lose the connection in its place.
    private static Task HangUpIfAskedAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.Headers.ContainsKey(Dropped)) http.Abort();
            return Task.CompletedTask;
        });
        return next(http);
    }
}
