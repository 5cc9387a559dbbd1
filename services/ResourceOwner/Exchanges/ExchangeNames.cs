namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>Says in the field's terms what a request is, and who speaks to whom by it.</summary>
internal sealed class ExchangeNames(Addresses addresses)
{
    /// <param name="method">The HTTP method.</param>
    /// <param name="url">The full address.</param>
    /// <param name="form">The parameters of a form body.</param>
    /// <param name="sentBy">Where the browser was when it was sent here; null for an address that was typed or opened by a program.</param>
    public (Role From, Role To, string What) InBrowser(HttpMethod method, Uri url, IReadOnlyList<Parameter> form, Uri? sentBy)
    {
        var to = addresses.RoleAt(url);
        if (to == Role.Client && method == HttpMethod.Get && IsAuthorizationResponse(url))
            return (Role.AuthorizationServer, Role.Client, AuthorizationResponse(url));
        if (to == Role.AuthorizationServer && method == HttpMethod.Get && addresses.PathAtBank(url) == "/connect/authorize")
            return AuthorizationRequest(url, sentBy);
        return (Role.ResourceOwner, to, method == HttpMethod.Get ? Visit(url) : Form(url, form));
    }

    private static bool IsAuthorizationResponse(Uri url) =>
        url.Query("state") is not null && (url.Query("code") ?? url.Query("error")) is not null;

    private static string AuthorizationResponse(Uri url) => url.Query("error") is { } error
        ? $"error response, {error}"
        : "authorization response";

    private (Role, Role, string) AuthorizationRequest(Uri url, Uri? sentBy)
    {
        if (url.Query("consent") is not null)
            return (Role.ResourceOwner, Role.AuthorizationServer, "authorization request, decided");
        return sentBy is not null && addresses.RoleAt(sentBy) == Role.AuthorizationServer
            ? (Role.ResourceOwner, Role.AuthorizationServer, "authorization request, signed in")
            : (Role.Client, Role.ResourceOwner, "authorization request");
    }

    private string Visit(Uri url) => addresses.PathAtBank(url) switch
    {
        "/" => "opens the front page",
        "/login" => "opens the sign-in page",
        "/me/consents" => "opens Connected apps",
        "/device" => "opens the page for devices",
        "/error" => "is shown what went wrong",
        var path when path.StartsWith("/consent/", StringComparison.Ordinal) => "opens the consent page",
        var path => $"opens {path}",
    };

    private string Form(Uri url, IReadOnlyList<Parameter> form) => addresses.PathAtBank(url) switch
    {
        "/login" => "signs in",
        "/logout" => "signs out",
        var path when path.StartsWith("/me/consents/", StringComparison.Ordinal) => "ends a consent",
        var path when path.StartsWith("/consent/", StringComparison.Ordinal) =>
            $"authorization grant, {form.FirstOrDefault(p => p.Name == "decision")?.Value ?? "undecided"}",
        var path => $"submits the form at {path}",
    };

    public (Role From, Role To, string What) BetweenMachines(Role from, HttpMethod method, Uri url, IReadOnlyList<Parameter> form)
    {
        var what = addresses.PathAtBank(url) switch
        {
            "/connect/token" => $"token request, {form.FirstOrDefault(p => p.Name == "grant_type")?.Value ?? "no grant"}",
            "/connect/device" => "device authorization request",
            "/connect/par" => "pushed authorization request",
            "/connect/introspect" => "introspection request",
            "/connect/revoke" => "revocation request",
            "/connect/userinfo" => "userinfo request",
            "/.well-known/jwks" => "signing keys",
            var path when path.StartsWith("/.well-known/", StringComparison.Ordinal) => "metadata request",
            _ when addresses.RoleAt(url) == Role.ResourceServer => "protected resource request",
            var path => $"{method} {path}",
        };
        return (from, addresses.RoleAt(url), what);
    }
}
