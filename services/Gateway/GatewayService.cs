namespace OAuthDemo.Gateway;

/// <summary>Names this service for a test host.</summary>
public sealed class GatewayService;
