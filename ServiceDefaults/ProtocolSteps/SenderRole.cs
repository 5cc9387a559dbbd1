namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>Which role this service plays when it calls others.</summary>
internal sealed record SenderRole(ProtocolRole Role);
