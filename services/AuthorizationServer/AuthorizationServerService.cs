namespace OAuthDemo.AuthorizationServer;

/// <summary>Names this service for a test host.</summary>
public sealed class AuthorizationServerService;
