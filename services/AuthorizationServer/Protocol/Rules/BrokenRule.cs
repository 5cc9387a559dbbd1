using OAuthDemo.AuthorizationServer.Catalogue;
using OpenIddict.Abstractions;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>Which rule a refused authorization request broke, for the developer who sent it.</summary>
internal sealed record BrokenRule(string Rule, string Section)
{
    public static BrokenRule? Of(OpenIddictRequest? request, string error, Bank bank) => (request, error) switch
    {
        (null, _) => null,
        ({ ClientId: null or "" }, _) =>
            new("A request names the client that sends it in client_id.", "RFC 6749 §4.1.1"),
        _ when bank.Client(request.ClientId) is not { } =>
            new("Only a registered client may ask; whoever it is, nobody is sent to an address that an unknown client names.", "RFC 6749 §4.1.2.1"),
        ({ RedirectUri: null or "" }, _) =>
            new("A request names the redirect URI that its answer goes to.", "RFC 9700 §2.1"),
        ({ RedirectUri: { } uri }, _) when uri.Contains('#', StringComparison.Ordinal) =>
            new("A redirect URI has no fragment.", "RFC 6749 §3.1.2"),
        _ when !RedirectUri.IsRegistered(bank.Client(request.ClientId)!, request.RedirectUri!) =>
            new("The redirect URI is one of those that the client registered, compared character by character.", "RFC 9700 §2.1"),
        (_, OpenIddictConstants.Errors.UnsupportedResponseType) =>
            new("The only response type is code: tokens never come through the browser's address bar.", "RFC 9700 §2.1.2"),
        (_, OpenIddictConstants.Errors.InvalidScope) => new("A client asks only for scopes that it is registered for.", "RFC 6749 §3.3"),
        _ => new("Each parameter stands in the request once, with a value that its specification allows.", "RFC 6749 §3.1"),
    };
}
