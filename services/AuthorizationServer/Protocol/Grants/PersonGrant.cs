using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.ServiceDefaults.Issuer;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>What a consent lets the tokens say.</summary>
internal sealed class PersonGrant(UserManager<Person> people, PairwiseSubjects subjects, Bank bank, BankResource resource, IssuerAddress issuer)
{
    /// <summary>The claim of a token that names the consent behind it.</summary>
    public const string ConsentId = "consent_id";

    public async Task<ClaimsPrincipal> OfAsync(Consent consent, IEnumerable<string> requested, DateTimeOffset authenticatedAt)
    {
        string[] scopes = [.. consent.Scopes.Intersect(requested)];
        var person = await people.FindByIdAsync(consent.Subject)
            ?? throw new InvalidOperationException("The person behind this consent is no longer a customer.");
        var identity = new ClaimsIdentity("grant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subjects.Of(person.Id, consent.ClientId));
        identity.SetClaim(ConsentId, consent.Id);
        identity.SetClaim(Claims.AuthenticationTime, authenticatedAt.ToUnixTimeSeconds());
        if (scopes.Contains(Scopes.Profile))
            identity.SetClaim(Claims.Name, person.DisplayName);
        if (scopes.Contains(Scopes.Email))
            identity.SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, person.EmailConfirmed);
        identity.SetScopes(scopes);
        identity.SetResources(Audience(scopes));
        identity.SetDestinations(Destinations);
        return new ClaimsPrincipal(identity);
    }

    // A token without any of the bank's scopes is good for userinfo alone, which is the issuer's own.
    private string Audience(IReadOnlyCollection<string> scopes) =>
        bank.Named(scopes).Any(scope => !scope.IsIdentity) ? resource.Identifier : issuer.Identifier;

    /// <summary>Who a person is goes into the ID token; what may be done goes into the access token.</summary>
    public static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Subject or Claims.AuthenticationTime => [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
        ConsentId => [OpenIddictConstants.Destinations.AccessToken],
        Claims.Name or Claims.Email or Claims.EmailVerified => [OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };
}
