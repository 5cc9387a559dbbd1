using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Protocol.Rules;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Grants;

/// <summary>
/// What a machine's tokens say. It speaks for itself: its subject is its client id, which no pairwise subject of a person can equal.
/// </summary>
internal sealed class MachineGrant(Bank bank, BankResource resource, TimeProvider time)
{
    /// <summary>So long a token lives that was exchanged for one piece of work.</summary>
    private static readonly TimeSpan _narrowLifetime = TimeSpan.FromSeconds(60);

    /// <summary>It can ask for a token whenever it wants one, so it gets no refresh token (RFC 6749 §4.4.3).</summary>
    public ClaimsPrincipal Own(OpenIddictRequest request)
    {
        var client = bank.Client(request.ClientId)!;
        var asked = request.GetScopes();
        return new(Identity(client, asked.IsDefaultOrEmpty ? client.Scopes : asked));
    }

    /// <summary>
    /// Exchanges its token for a narrower one (RFC 8693): no more scopes, a shorter life, and one statement only if it names one. What does the work then
    /// holds nothing that opens the rest.
    /// </summary>
    /// <returns>The grant, or what is wrong with the request.</returns>
    public (ClaimsPrincipal? Granted, string Error, string Description) Narrower(OpenIddictRequest request, ClaimsPrincipal subject)
    {
        var client = bank.Client(request.ClientId)!;
        if (subject.GetClaim(Claims.Subject) != client.Id)
            return (null, OpenIddictConstants.Errors.InvalidRequest, "The subject_token must be an access token that this client was given for itself.");
        var scopes = request.GetScopes() is { IsDefaultOrEmpty: false } asked ? asked : subject.GetScopes();
        if (scopes.Except(subject.GetScopes()).Any())
            return (null, OpenIddictConstants.Errors.InvalidScope, "An exchange cannot ask for more than the subject_token opens.");

        var identity = Identity(client, scopes);
        if ((string?)request[NamedPayment.AuthorizationDetails] is { } details)
        {
            if (StatementOrder.Parse(details) is not { } order || subject.HasClaim(NamedPayment.AuthorizationDetails))
                return (null, "invalid_authorization_details", $"The authorization_details must be a list of one object of type {StatementOrder.TypeName} with account and month, and narrow a token that has none.");
            identity.AddClaim(new(NamedPayment.AuthorizationDetails, order.ToJson(), JsonClaimValueTypes.JsonArray));
        }
        else if (subject.HasClaim(NamedPayment.AuthorizationDetails))
            return (null, OpenIddictConstants.Errors.InvalidRequest, "This subject_token is as narrow as it gets.");

        identity.SetDestinations(PersonGrant.Destinations);
        var left = subject.GetExpirationDate()!.Value - time.GetUtcNow();
        return (new ClaimsPrincipal(identity).SetAccessTokenLifetime(left < _narrowLifetime ? left : _narrowLifetime), "", "");
    }

    private ClaimsIdentity Identity(BankClient client, IReadOnlyCollection<string> scopes)
    {
        var identity = new ClaimsIdentity("grant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetScopes(scopes.Where(scope => scope != Scopes.OfflineAccess));
        identity.SetResources(bank.Named(scopes).Select(scope => scope.Resource ?? resource.Identifier).DefaultIfEmpty(resource.Identifier).Distinct());
        identity.SetDestinations(PersonGrant.Destinations);
        return identity;
    }
}
