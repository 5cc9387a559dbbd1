using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>The scope for any caller; for the bank's own API also what the consent says, which no token carries.</summary>
internal sealed class WhatATokenIsWorth(Bank bank, StandingConsents consents, KnownPeople people)
    : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    public async ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        var token = context.GenericTokenPrincipal!;
        context.Scopes.UnionWith(token.GetScopes());
        if (token.GetClaim(PersonGrant.ConsentId) is not { } id || bank.Client(context.Request.ClientId) is not { Introspects: true, Resource: null }
            || await consents.UseAsync(id) is not { } consent || await people.FindAsync(consent.Subject) is not { } person)
            return;

        context.Claims[PersonGrant.ConsentId] = consent.Id;
        context.Claims["account_ids"] = new OpenIddictParameter(consent.AccountIds.ToImmutableArray<string?>());
        context.Claims["customer_number"] = person.CustomerNumber;
        context.Claims["consent_expires_at"] = consent.ExpiresAt?.ToUnixTimeSeconds();
        context.Claims[OpenIddictConstants.Claims.AuthenticationTime] = long.Parse(token.GetClaim(OpenIddictConstants.Claims.AuthenticationTime)!, CultureInfo.InvariantCulture);
        if (consent.Payment is { } payment)
            context.Claims[NamedPayment.AuthorizationDetails] = JsonElement.Parse(payment.ToJson());
        context.Claims["transactions_from"] = consent.TransactionsFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
