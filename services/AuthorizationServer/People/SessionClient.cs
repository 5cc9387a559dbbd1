namespace OAuthDemo.AuthorizationServer.People;

/// <summary>A client that learnt in a session who is signed in, and wants to know when she signs out.</summary>
internal sealed class SessionClient
{
    public required string SessionId { get; init; }

    public required string ClientId { get; init; }

    public required string PersonId { get; init; }

    public required DateTimeOffset Since { get; init; }
}
