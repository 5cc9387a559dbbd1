using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Rules;
using OAuthDemo.ServiceDefaults.Issuer;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>What a consent lets the tokens say.</summary>
internal sealed class PersonGrant(PairwiseSubjects subjects, Bank bank, BankResource resource, IssuerAddress issuer, TimeProvider time)
{
    /// <summary>The claim of a token that names the consent behind it.</summary>
    public const string ConsentId = "consent_id";

    /// <summary>The claim of an ID token that names the session at the bank (OpenID Connect Back-Channel Logout §2.1).</summary>
    public const string SessionId = "sid";

    public ClaimsPrincipal Of(Consent consent, Person person, OpenIddictRequest request, IEnumerable<string> requested, DateTimeOffset authenticatedAt, string? sessionId = null)
    {
        string[] scopes = [.. consent.Scopes.Intersect(requested)];
        var identity = new ClaimsIdentity("grant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subjects.Of(person.Id, consent.ClientId));
        identity.SetClaim(ConsentId, consent.Id);
        identity.SetClaim(Claims.AuthenticationTime, authenticatedAt.ToUnixTimeSeconds());
        if (sessionId is not null && bank.Client(consent.ClientId)?.BackchannelLogoutUri is not null)
            identity.SetClaim(SessionId, sessionId);
        if (scopes.Contains(Scopes.Profile))
            identity.SetClaim(Claims.Name, person.DisplayName);
        if (scopes.Contains(Scopes.Email))
            identity.SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, person.EmailConfirmed);
        identity.SetScopes(scopes);
        if (consent.Payment is { } payment)
            identity.AddClaim(new(NamedPayment.AuthorizationDetails, payment.ToJson(), JsonClaimValueTypes.JsonArray));
        identity.SetResources(request.GetResources() is { IsDefaultOrEmpty: false } resources ? resources : [.. Audience(scopes)]);
        identity.SetDestinations(Destinations);
        return WithinTheConsent(new ClaimsPrincipal(identity), consent);
    }

    // A token without any of the bank's scopes is good for userinfo alone, which is the issuer's own.
    private IEnumerable<string> Audience(IReadOnlyCollection<string> scopes) =>
        bank.Named(scopes).Where(scope => !scope.IsIdentity).Select(scope => scope.Resource ?? resource.Identifier).DefaultIfEmpty(issuer.Identifier).Distinct();

    // Nothing that is issued outlives what the person agreed to.
    private ClaimsPrincipal WithinTheConsent(ClaimsPrincipal granted, Consent consent)
    {
        var left = (consent.ExpiresAt ?? DateTimeOffset.MaxValue) - time.GetUtcNow();
        if (left < Lifetimes.AccessToken)
            granted.SetAccessTokenLifetime(left);
        if (left < Lifetimes.RefreshToken)
            granted.SetRefreshTokenLifetime(left);
        return granted;
    }

    /// <summary>Who a person is goes into the ID token; what may be done goes into the access token.</summary>
    public static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationTime => [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
        ConsentId or NamedPayment.AuthorizationDetails => [OpenIddictConstants.Destinations.AccessToken],
        SessionId or Claims.Name or Claims.Email or Claims.EmailVerified => [OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };
}
