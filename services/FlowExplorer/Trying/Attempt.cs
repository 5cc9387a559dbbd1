using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>Something that somebody could try instead of the step that is shown, and that ought to be refused.</summary>
/// <param name="Title">What is tried.</param>
/// <param name="Why">Who would try it, and what stops him.</param>
/// <param name="Name">The step that it is, such as <c>token_request</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path at the bank.</param>
/// <param name="Fields">
/// The query or form. There is no secret in it: the explorer knows none. A value such as <c>{device_code}</c> is taken from an
/// answer to what was sent first, or from what the sender knows.
/// </param>
/// <param name="Authorization">The authorization header, or null.</param>
public sealed record Attempt(
    string Title, string Why, string Name, string Method, string Path, IReadOnlyList<Parameter> Fields, string? Authorization = null)
{
    /// <summary>What has to be sent before, such as the request for a code that is then misused.</summary>
    public IReadOnlyList<Attempt> First { get; init; } = [];

    /// <summary>Whether a browser would send it.</summary>
    public bool FrontChannel => Name is "authorization_request" or "consent" or "login";

    /// <summary>Who ought to answer.</summary>
    public Role To => Name == "api_request" ? Role.ResourceServer : Role.AuthorizationServer;
}
