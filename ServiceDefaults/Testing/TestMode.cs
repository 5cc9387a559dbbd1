using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.ServiceDefaults.Testing;

/// <summary>A system that stands in for the real one in somebody's tests, by the setting <c>Testing:Enabled</c>.</summary>
public static class TestMode
{
    /// <summary>Whether this service takes part in somebody's tests.</summary>
    public static bool IsUnderTest(this IConfiguration configuration) => configuration.GetValue<bool>("Testing:Enabled");

    /// <summary>Lets the answers of the testing API name the reason of a failure.</summary>
    public static void AddTestingErrors(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<TestingExceptionHandler>();
    }

    /// <summary>
    /// Where it is under test, a service reads the clock of the file <c>Testing:Clock</c> (default: <c>clock</c> in the folder
    /// of its data), and its testing API names the reason of a failure.
    /// </summary>
    /// <exception cref="InvalidOperationException">This is Production, where nobody may move the clock.</exception>
    internal static void AddTestMode(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!configuration.IsUnderTest()) return;
        if (builder.Environment.IsProduction())
            throw new InvalidOperationException("The setting Testing:Enabled is true: it lets a test make people, clients and tokens, and Production refuses it.");

        var file = configuration["Testing:Clock"] ?? Path.Combine(configuration["Data:Folder"] ?? "data", "clock");
        builder.Services.AddSingleton(_ => new TestClock(Path.GetFullPath(file, builder.Environment.ContentRootPath)));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<TestClock>());
        builder.Services.AddTestingErrors();
    }
}
