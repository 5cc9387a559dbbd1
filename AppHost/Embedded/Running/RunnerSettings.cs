using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>The settings of this runner, in the section <c>Runner</c>; Aspire knows nothing of them.</summary>
internal sealed class RunnerSettings(IConfiguration configuration, string appHostDirectory)
{
    private const double DefaultStartTimeoutSeconds = 60;

    /// <summary>How long a service may take from its start until it is healthy.</summary>
    public TimeSpan StartLimit { get; } = TimeSpan.FromSeconds(Seconds(configuration["Runner:StartTimeoutSeconds"]));

    /// <summary>Where each service's log is kept.</summary>
    public string LogFolder { get; } = Path.GetFullPath(configuration["Runner:LogFolder"] ?? "logs", appHostDirectory);

    /// <summary>The one resource that has the terminal for itself while all others write to their log files only.</summary>
    public string? Foreground { get; } = configuration["Runner:Foreground"];

    /// <summary>The colour of a resource's name, as <c>#93C5FD</c>.</summary>
    public string ColourOf(string resource) => configuration[$"Runner:Colours:{resource}"] ?? "#94A3B8";

    private static double Seconds(string? text) => text switch
    {
        null => DefaultStartTimeoutSeconds,
        _ when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => seconds,
        _ => throw new DistributedApplicationException($"Runner:StartTimeoutSeconds is '{text}': give a number of seconds above 0."),
    };
}
