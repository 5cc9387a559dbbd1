namespace OAuthDemo.ServiceDefaults.Telemetry;

/// <summary>The telemetry that tells the story of the protocol.</summary>
public static class ProtocolTelemetry
{
    /// <summary>Name of the activity source of protocol steps; every service listens to it.</summary>
    public const string SourceName = "OAuthDemo.Protocol";
}
