using OAuthDemo.FlowExplorer.Explaining;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Trying;

namespace OAuthDemo.FlowExplorer.Labs;

/// <summary>An old way that the specifications have given up, each with a client of its own that may do nothing else.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Client">The client at the bank that exists only for it, and only while the old ways are switched on.</param>
/// <param name="Forbidden">What the rule says, in our words.</param>
/// <param name="Rule">Where it is written.</param>
/// <param name="WhenOff">The same with an ordinary client: what the bank answers to everybody else.</param>
public sealed record Lab(string Name, string Title, string Client, string Forbidden, Rule Rule, Attempt WhenOff)
{
    private static readonly IReadOnlyList<Parameter> OrdinaryClient = [new("client_id", "walkthrough"), new("redirect_uri", "http://127.0.0.1/callback")];

    /// <summary>A token in the address bar.</summary>
    public static Lab Implicit { get; } = new(
        "implicit", "Implicit", "lab-implicit", "A client should ask for a code, and get its token on the direct line. A token in a redirect can leak and be replayed, and nothing ties it to the client.",
        Rule.Of(9700, "2.1.2", null)!, Authorize("Ask for a token in the address bar", new("response_type", "token")));

    /// <summary>The password in the hands of the client.</summary>
    public static Lab Password { get; } = new(
        "password", "Password", "lab-password", "This grant must not be used. It gives the person’s password to the client, and leaves the bank no way to ask her anything.",
        Rule.Of(9700, "2.4", null)!, new("Send a person’s password", "", "token_request", "POST", "/connect/token",
            [new("grant_type", "password"), new("username", "alice"), new("password", "not-a-password"), new("scope", "accounts:read"), OrdinaryClient[0]]));

    /// <summary>A code that anybody can redeem through the client.</summary>
    public static Lab NoPkce { get; } = new(
        "no-pkce", "A code without PKCE", "lab-no-pkce", "Public clients must use PKCE, and confidential ones should. Without it a code is not tied to the browser session that asked for it.",
        Rule.Of(9700, "2.1.1", null)!, Authorize("Ask for a code without a challenge", new("response_type", "code")));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Lab> All { get; } = [Implicit, Password, NoPkce];

    /// <summary>The one of this name.</summary>
    public static Lab Named(string name) => All.Single(lab => lab.Name == name);

    /// <summary>Whether this client takes part in a flow.</summary>
    public bool Shows(Flow flow) => flow.Steps.Any(step => step.Exchange.ClientId == Client);

    private static Attempt Authorize(string title, Parameter responseType) => new(title, "", "authorization_request", "GET", "/connect/authorize",
        [responseType, .. OrdinaryClient, new("scope", "accounts:read"), new("state", "tried-in-the-laboratory")]);
}
