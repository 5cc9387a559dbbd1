using System.Text.Json;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Integration.Demo;

/// <summary>Outcomes as the standards name them.</summary>
public static class Assertions
{
    /// <summary>HTTP status and <c>error</c> of a JSON error response (RFC 6749 §5.2).</summary>
    public static void ShouldBeError(this Answer answer, int status, params string[] anyOf)
    {
        answer.Status.ShouldBe(status, answer.Body);
        answer["error"].ShouldNotBeNull(answer.Body).ShouldBeOneOf(anyOf);
    }

    /// <summary>What introspection says of a token that is worth nothing: exactly <c>{"active":false}</c> (RFC 7662 §2.2).</summary>
    public static void ShouldBeInactive(this Answer answer)
    {
        answer.Status.ShouldBe(200, answer.Body);
        var only = answer.Json.EnumerateObject().ShouldHaveSingleItem();
        (only.Name, only.Value.ValueKind).ShouldBe(("active", JsonValueKind.False));
    }

    /// <summary>A refusal with WWW-Authenticate: Bearer (RFC 6750 §3); null means a challenge without an error code.</summary>
    public static void ShouldBeRefused(this Answer answer, int status, string? error)
    {
        answer.Status.ShouldBe(status, answer.Body);
        var challenge = answer.Header("WWW-Authenticate").ShouldNotBeNull();
        challenge.ShouldStartWith("Bearer");
        if (error is null)
            challenge.ShouldNotContain("error");
        else
            challenge.ShouldContain($"error=\"{error}\"");
    }

    /// <summary>A page of the bank's own that names the error, and no redirect anywhere.</summary>
    public static void ShouldBeErrorPage(this Page page, string? error = null)
    {
        page.Redirect.ShouldBeNull();
        page.Status.ShouldBe(400);
        page.Name.ShouldBe("error", page.Text);
        page.Error.ShouldNotBeNullOrEmpty();
        if (error is not null)
            page.Error.ShouldBe(error);
    }

    /// <summary>An error response at the client's redirect URI (RFC 6749 §4.1.2.1) with state and iss (RFC 9207 §2).</summary>
    public static void ShouldAnswerTheClient(this Page page, AuthorizationRequest request, string error, DemoSystem demo)
    {
        var response = page.Redirect ?? throw page.Unexpected("an error response at the client");
        page.Status.ShouldBeOneOf(302, 303);
        response.GetLeftPart(UriPartial.Path).ShouldBe(new Uri(request["redirect_uri"]!).GetLeftPart(UriPartial.Path));
        response.Parameter("error").ShouldBe(error, response.AbsoluteUri);
        response.Parameter("state").ShouldBe(request["state"]);
        response.Parameter("iss").ShouldBe(demo.Issuer.AbsoluteUri);
        response.Parameter("code").ShouldBeNull();
    }

    /// <summary>A parameter of an authorization response, from the query or, as response types with tokens have it, from the fragment.</summary>
    public static string? Parameter(this Uri response, string name) =>
        UrlEncoded.Parse(response.Query.Length > 0 ? response.Query : response.Fragment.TrimStart('#'))
            .FirstOrDefault(parameter => parameter.Name == name)?.Value;
}
