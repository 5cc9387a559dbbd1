using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>What a thief would do with a real code, or with a request that was really answered.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">What is tried.</param>
/// <param name="Why">Who would try it, and what stops him.</param>
/// <param name="IsOfRequest">Whether it is the pushed request that is misused, and not the code.</param>
internal sealed record Misuse(string Name, string Title, string Why, bool IsOfRequest = false)
{
    public static Misuse WrongVerifier { get; } = new("wrong-verifier", "… with a wrong verifier",
        "A thief has the code, but not the secret behind its challenge.");

    public static Misuse UsedCode { get; } = new("used-code", "… with a code that was used already",
        "Two hold the same code, so one of them stole it: the bank refuses it and takes back what it gave for it.");

    public static Misuse UsedRequest { get; } = new("used-request", "… with a request that was answered already",
        "Somebody has found the reference in a history and wants to be asked once more. It is good for one answer.", IsOfRequest: true);

    public static IReadOnlyList<Misuse> All { get; } = [WrongVerifier, UsedCode, UsedRequest];

    public static IReadOnlyList<Misuse> Beside(Exchange exchange) => exchange.Name switch
    {
        "token_request" when exchange.Grant == "authorization_code" => [WrongVerifier, UsedCode],
        "pushed_authorization_request" => [UsedRequest],
        "authorization_request" when exchange.Request.Any(field => field.Name == "request_uri") => [UsedRequest],
        _ => [],
    };

    /// <param name="redeem">The rightful use of the code.</param>
    /// <param name="client">The client that asked.</param>
    public Attempt With(Attempt redeem, string client) => Name switch
    {
        "wrong-verifier" => redeem with { Fields = [.. redeem.Fields.Select(field => field.Name == "code_verifier" ? field with { Value = "{other_verifier}" } : field)] },
        "used-code" => redeem with { First = [redeem] },
        _ => new(Title, Why, "authorization_request", "GET", "/connect/authorize", [new("client_id", client), new("request_uri", "{request_uri}")]),
    };
}
