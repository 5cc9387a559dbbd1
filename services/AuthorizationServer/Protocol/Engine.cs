using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>How an endpoint hands its answer to the engine.</summary>
internal static class Engine
{
    public const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>The request is granted: the engine makes the code or the tokens.</summary>
    /// <param name="granted">What was granted.</param>
    /// <param name="goTo">Where the person goes, if the answer itself does not take her anywhere.</param>
    public static IResult Grant(ClaimsPrincipal granted, string? goTo = null) => Results.SignIn(granted, new AuthenticationProperties { RedirectUri = goTo }, Scheme);

    /// <summary>The request is refused, to the client.</summary>
    public static IResult Refuse(string error, string description, string? goTo = null) => Results.Forbid(Say(error, description, goTo), [Scheme]);

    /// <summary>The token of the request is refused (RFC 6750 §3).</summary>
    public static IResult Challenge(string error, string description) => Results.Challenge(Say(error, description), [Scheme]);

    private static AuthenticationProperties Say(string error, string description, string? goTo = null) => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    })
    {
        RedirectUri = goTo,
    };
}
