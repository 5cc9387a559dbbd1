using NetEscapades.AspNetCore.SecurityHeaders.Headers;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>
/// The content security policy of the bank's pages: own styles and pictures, no script at all, no frame around them.
/// Chromium holds a form's whole chain of redirects against form-action, and that chain ends at the client: so a page
/// in the middle of a client's request names where this client is registered, and nothing else.
/// </summary>
internal sealed class PageHeaders : HeaderPolicyBase
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public override string Header => "Content-Security-Policy";

    public static void Apply(HeaderPolicyCollection headers) => headers["Content-Security-Policy"] = new PageHeaders();

    protected override string GetValue(HttpContext context) =>
        context.Features.Get<FormTargets>() is { Sources.Count: > 0 } targets ? $"{Policy} {string.Join(' ', targets.Sources)}" : Policy;
}

/// <summary>Where the forms of the page in hand may end beside this origin.</summary>
internal sealed record FormTargets(IReadOnlyCollection<string> Sources);

internal static class FormTargetsOfPage
{
    public static void LetFormsEndAt(this HttpContext http, IEnumerable<string>? registeredUris)
    {
        if (registeredUris is not null)
            http.Features.Set(new FormTargets([.. registeredUris.Select(Source).Distinct()]));
    }

    // A native client listens on a port of its choice (RFC 8252 §7.3); one with a scheme of its own has no host to name.
    private static string Source(string uri)
    {
        var address = new Uri(uri);
        if (address.Scheme is not ("http" or "https"))
            return $"{address.Scheme}:";
        return address.IsLoopback && address.HostNameType != UriHostNameType.Dns ? $"{address.Scheme}://{address.Host}:*" : address.GetLeftPart(UriPartial.Authority);
    }
}
