using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace OAuthDemo.Gateway.Backends;

/// <summary>YARP's policy ConsecutiveFailures, which also logs in one line why a probe failed. It is named in appsettings.json.</summary>
internal sealed partial class LoggedConsecutiveFailures(IServiceProvider services, ILogger<LoggedConsecutiveFailures> log)
    : IActiveHealthCheckPolicy
{
    // This is one of the policies itself, so the others can be resolved only when they are needed.
    private readonly Lazy<IActiveHealthCheckPolicy> _policy = new(() => services.GetServices<IActiveHealthCheckPolicy>()
        .Single(policy => policy.Name == HealthCheckConstants.ActivePolicy.ConsecutiveFailures));

    public string Name => nameof(LoggedConsecutiveFailures);

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        foreach (var result in probingResults.Where(result => result.Response is not { IsSuccessStatusCode: true }))
            LogFailedProbe(result.Destination.DestinationId, cluster.ClusterId, ReasonOf(result));
        _policy.Value.ProbingCompleted(cluster, probingResults);
    }

    private static string ReasonOf(DestinationProbingResult result) => result switch
    {
        { Response: { } response } => $"it answered {(int)response.StatusCode}",
        { Exception: OperationCanceledException } => "it did not answer in time",
        _ => result.Exception?.GetBaseException().Message ?? "it did not answer",
    };

    [LoggerMessage(LogLevel.Warning, "The health probe of {Destination} in cluster {Cluster} failed: {Reason}.")]
    private partial void LogFailedProbe(string destination, string cluster, string reason);
}
