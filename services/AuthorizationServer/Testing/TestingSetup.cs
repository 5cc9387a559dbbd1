using Microsoft.AspNetCore.Identity;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>
/// What somebody's tests may do to this bank beyond what its users can: set its clock, make people, clients and tokens, let it fail. It is there only where
/// the setting <c>Testing:Enabled</c> is true, opens to a key, and is described in OpenAPI at <c>/testing/openapi.json</c>.
/// </summary>
internal static class TestingSetup
{
    public const string Path = "/testing";

    private const string Document = $"{Path}/openapi.json";

    public static void AddTesting(this IHostApplicationBuilder builder)
    {
        if (!builder.Configuration.IsUnderTest())
            return;
        builder.Services.AddSingleton<TestingKey>();
        builder.Services.AddSingleton<ChangingBank>();
        builder.Services.AddSingleton<Failures>();
        builder.Services.AddSingleton<Exchanges>();
        builder.Services.AddSingleton<MintedTokens>();
        builder.Services.AddScoped<FreshStart>();
        builder.Services.AddAccountsOfPeople();
        builder.Services.AddTestingDocument();
        // Passwords in a test guard nothing, and each costs a start or a sign-in a tenth of a second.
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
    }

    public static void UseTesting(this WebApplication app)
    {
        if (!app.Configuration.IsUnderTest())
            return;
        var (key, failures) = (app.Services.GetRequiredService<TestingKey>(), app.Services.GetRequiredService<Failures>());
        app.Services.GetRequiredService<ChangingBank>();
        app.Services.GetRequiredService<Exchanges>();
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Path) && http.Request.Path != Document, testing => testing.Use(key.GuardAsync));
        app.UseWhen(http => !http.Request.Path.StartsWithSegments(Path), all => all.Use(failures.FailAsync));
    }

    public static void MapTesting(this WebApplication app)
    {
        if (!app.Configuration.IsUnderTest())
            return;
        app.MapOpenApi(Document);
        var testing = app.MapGroup(Path);
        testing.MapClock();
        testing.MapCatalogue();
        testing.MapTokens();
        testing.MapEndings();
        testing.MapKeys();
        testing.MapFailures();
        testing.MapExchanges();
    }
}
