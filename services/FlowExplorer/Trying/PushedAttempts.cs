using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>What somebody could try with a request that was pushed (RFC 9126).</summary>
internal static class PushedAttempts
{
    private const string MadeUp = "urn:ietf:params:oauth:request_uri:somebody-made-this-up";

    // A client of its own, which needs no secret to push.
    private static readonly IReadOnlyList<Parameter> Request =
    [
        new("response_type", "code"), new("client_id", "walkthrough"), new("redirect_uri", "http://127.0.0.1/callback"), new("scope", "accounts:read"),
        new("state", "tried-in-the-explorer"), new("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), new("code_challenge_method", "S256"),
    ];

    private static readonly Attempt Push = new("", "", "pushed_authorization_request", "POST", "/connect/par", Request);

    public static IReadOnlyList<Attempt> AtTheFront(Exchange exchange)
    {
        var client = exchange.ClientId ?? "finance-aggregator";
        return
        [
            Ask("… with a request_uri that was made up", "Guessing: a reference is as random as a code.", [new("client_id", client), new("request_uri", MadeUp)]),
            Ask("… with the request that another client pushed", "A client wants the person to believe that somebody else is asking. A reference belongs to the client that pushed it.",
                [new("client_id", client), new("request_uri", "{request_uri}")]) with { First = [Push] },
            Ask("… as a client that nobody knows", "There is no address that could be trusted with an answer, not even with this error.", [new("client_id", "nobody"), new("request_uri", MadeUp)]),
        ];
    }

    public static IReadOnlyList<Attempt> AtTheBack(Exchange exchange) =>
    [
        Push with
        {
            Title = "… without the client's secret",
            Why = "Whoever knows the client's name could push requests in its name.",
            Fields = [.. Request.Select(field => field.Name == "client_id" ? field with { Value = exchange.ClientId ?? "finance-aggregator" } : field)],
        },
        Push with
        {
            Title = "… with a request_uri inside",
            Why = "A reference to a reference: nobody could say any more what is being asked.",
            Fields = [.. Request, new("request_uri", MadeUp)],
        },
        Push with
        {
            Title = "… without a code challenge",
            Why = "What may not be asked at the front may not be pushed at the back either.",
            Fields = [.. Request.Where(field => !field.Name.StartsWith("code_challenge", StringComparison.Ordinal))],
        },
    ];

    private static Attempt Ask(string title, string why, IReadOnlyList<Parameter> fields) => new(title, why, "authorization_request", "GET", "/connect/authorize", fields);
}
