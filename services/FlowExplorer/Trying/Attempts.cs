using System.Buffers.Text;
using System.Text;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>What would have been the answer if …: the attempts that make sense beside a step.</summary>
internal static class Attempts
{
    // Registered at the bank for programs in a terminal; a public client, so that its requests need no secret.
    private static readonly Parameter PublicClient = new("client_id", "walkthrough");

    public static IReadOnlyList<Attempt> Beside(Exchange exchange) => exchange.Name switch
    {
        "authorization_request" when Has(exchange, "request_uri") => PushedAttempts.AtTheFront(exchange),
        "authorization_request" => [.. Authorization(exchange)],
        "pushed_authorization_request" => PushedAttempts.AtTheBack(exchange),
        "device_authorization_request" => DeviceAttempts.Asking(),
        "token_request" when exchange.Grant == DeviceAttempts.Grant => DeviceAttempts.Polling(),
        "token_request" => [.. Token(exchange)],
        "api_request" => [.. Api(exchange)],
        "consent" when exchange.Endpoint is { } page => [new("… from a page of somebody else's", "A page that the person visits sends the bank's form in her name (CSRF). It does not know the token that the bank put into its own form.",
            "consent", "POST", page, [new("decision", "allow")])],
        "introspection_request" => [new("Ask without being the bank's API", "A thief wants to know whether the token he found is still good.",
            "introspection_request", "POST", "/connect/introspect", [new("token", "a-token-that-somebody-found")])],
        "revocation_request" => [new("Revoke without saying who you are", "Somebody wants to cut off another's access.",
            "revocation_request", "POST", "/connect/revoke", [new("token", "a-token-that-somebody-found")])],
        _ => [],
    };

    private static bool Has(Exchange exchange, string field) => exchange.Request.Any(parameter => parameter.Name == field);

    private static IEnumerable<Attempt> Authorization(Exchange exchange)
    {
        var asked = exchange.Request.Where(field => field.Name is "response_type" or "client_id" or "redirect_uri" or "scope"
            or "code_challenge" or "code_challenge_method").Append(new Parameter("state", "tried-in-the-explorer")).ToList();
        if (!asked.Exists(field => field.Name == "client_id")) yield break;

        Attempt Try(string title, string why, Func<Parameter, Parameter?> change) =>
            new(title, why, "authorization_request", "GET", "/connect/authorize", [.. asked.Select(change).OfType<Parameter>()]);

        yield return Try("… to another redirect URI", "An attacker wants the code sent to a page of his own. The bank shows a page and redirects nowhere.",
            field => field.Name == "redirect_uri" ? field with { Value = field.Value + "/../evil" } : field);
        yield return Try("… as a client that nobody knows", "There is no address that could be trusted with an answer, not even with this error.",
            field => field.Name == "client_id" ? field with { Value = "nobody" } : field);
        yield return Try("… without a code challenge", "A stolen code could be redeemed by the thief. A person who is not signed in is asked to do that first; the request is refused all the same.",
            field => field.Name.StartsWith("code_challenge", StringComparison.Ordinal) ? null : field);
        yield return Try("… for a token in the address bar", "The implicit grant: whatever reads the address reads the token.",
            field => field.Name == "response_type" ? field with { Value = "token" } : field);
    }

    private static IEnumerable<Attempt> Token(Exchange exchange)
    {
        Attempt Try(string title, string why, params IEnumerable<Parameter> fields) =>
            new(title, why, "token_request", "POST", "/connect/token", [.. fields]);

        Parameter[] code =
        [
            new("grant_type", "authorization_code"), new("code", "a-code-that-somebody-made-up"), new("redirect_uri", "http://127.0.0.1/callback"),
            new("code_verifier", "a-verifier-that-belongs-to-no-challenge-at-all-0123"),
        ];
        if (exchange.ClientId is { } client)
            yield return Try("… without the client's secret", "Whoever knows the client's name could act as the client.", [.. code, new("client_id", client)]);
        if (exchange.Grant is "client_credentials")
            yield return Try("… as a program that people use", "A public client keeps no secret: whoever reads its name could ask in its name, and no person would be asked.",
                new("grant_type", "client_credentials"), PublicClient);
        if (exchange.Grant is "urn:ietf:params:oauth:grant-type:token-exchange")
            yield return Try("… with a token that was made up", "To trade a token one has to have one, and to be a client that may trade.",
                new("grant_type", exchange.Grant), new("subject_token", "a-token-that-somebody-made-up"), new("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), PublicClient);
        yield return Try("… with a code that was made up", "Guessing: there are more codes than anybody can try in a minute.", [.. code, PublicClient]);
        yield return Try("… with a refresh token that was made up", "The same, for the longer-lived secret.",
            new("grant_type", "refresh_token"), new("refresh_token", "a-token-that-somebody-made-up"), PublicClient);
        yield return Try("… with a grant that does not exist", "What a server does not offer it must refuse by name.", new("grant_type", "wishful_thinking"), PublicClient);
        yield return Try("… with the person's password", "The password grant would teach people to type their bank password into other programs.",
            new("grant_type", "password"), new("username", "alice"), PublicClient);
    }

    private static IEnumerable<Attempt> Api(Exchange exchange)
    {
        var path = exchange.Endpoint ?? "/api/accounts";
        Attempt Try(string title, string why, string? authorization, params Parameter[] fields) =>
            new(title, why, "api_request", "GET", path, fields, authorization);

        yield return Try("… without a token", "Everybody begins here.", null);
        yield return Try("… with the token in the address", "It would stand in every log on the way.", null, new Parameter("access_token", "not-a-real-token"));
        if (exchange.Request.FirstOrDefault(field => field.Name == "authorization")?.Value.Split(' ')[^1].Split('.') is not [var header, var claims, _]) yield break;

        yield return Try("… with these claims and a signature of one's own", "Header and claims are no secret: you can read them here. Without the issuer's private key nobody can sign them.",
            $"Bearer {header}.{claims}.{Base64Url.EncodeToString(new byte[64])}");
        yield return Try("… with these claims and no signature at all", "Some libraries once believed a token that said that it needs none (alg: none).",
            $"Bearer {Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}"""))}.{claims}.");
    }
}
