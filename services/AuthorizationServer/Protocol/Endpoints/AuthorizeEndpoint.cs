using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>
/// A valid authorization request: has the person signed in, has she decided? What is missing is asked for on a page, which
/// comes back here with a plain GET; then the client gets its code or its refusal.
/// </summary>
internal sealed class AuthorizeEndpoint(Bank bank, ConsentRegister consents, PersonGrant grant, TimeProvider time)
{
    /// <summary>Names the decision that a request brings back from the consent page.</summary>
    public const string ConsentParameter = "consent";

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var session = await http.AuthenticateAsync(Session.Scheme);
        if (!session.Succeeded || MustSignInAgain(request, session.Principal))
            return request.HasPromptValue(PromptValues.None)
                ? Engine.Refuse(OpenIddictConstants.Errors.LoginRequired, "Nobody is signed in at the bank, and prompt=none forbids asking.")
                : Results.Redirect($"/login?returnUrl={Uri.EscapeDataString(AddressOf(request, without: PromptValues.Login))}");

        var person = session.Principal.PersonId()!;
        if (await DecidedAsync(request, person) is not { } consent)
            return request.HasPromptValue(PromptValues.None)
                ? Engine.Refuse(OpenIddictConstants.Errors.ConsentRequired, "The person has not agreed to this yet, and prompt=none forbids asking.")
                : Results.Redirect($"/consent/{(await AskAsync(request, person)).Id}");

        return consent.Status == ConsentStatus.Rejected
            ? Engine.Refuse(OpenIddictConstants.Errors.AccessDenied, "The person said no.")
            : Results.SignIn(await grant.OfAsync(consent, request.GetScopes(), session.Principal.AuthenticatedAt()), authenticationScheme: Engine.Scheme);
    }

    private bool MustSignInAgain(OpenIddictRequest request, ClaimsPrincipal session) =>
        request.HasPromptValue(PromptValues.Login)
        || (request.MaxAge is { } age && time.GetUtcNow() - session.AuthenticatedAt() > TimeSpan.FromSeconds(age));

    private async Task<Consent?> DecidedAsync(OpenIddictRequest request, string person)
    {
        if ((string?)request[ConsentParameter] is { } id
            && await consents.TakeDecisionAsync(id, person, request.ClientId!, request.RedirectUri!, AddressOf(request)) is { } decided)
            return decided;

        // A public client cannot prove that it is the one whom the person knows: it asks each time (RFC 8252 §8.6).
        return bank.Client(request.ClientId)!.IsConfidential && !request.HasPromptValue(PromptValues.Consent)
            ? await consents.RememberedAsync(person, request.ClientId!, request.GetScopes())
            : null;
    }

    private Task<Consent> AskAsync(OpenIddictRequest request, string person) =>
        consents.AskAsync(request.ClientId!, person, request.GetScopes(), request.RedirectUri!, AddressOf(request));

    // The request as one address, whichever way it came, so that it can be returned to and compared.
    private static string AddressOf(OpenIddictRequest request, string? without = null)
    {
        var parameters = request.GetParameters().Where(parameter => parameter.Key != ConsentParameter).Select(parameter => KeyValuePair.Create(
            parameter.Key,
            parameter.Key == Parameters.Prompt && without is not null
                ? string.Join(' ', request.GetPromptValues().Where(prompt => prompt != without))
                : (string?)parameter.Value));
        return "/connect/authorize" + QueryString.Create(parameters.Where(parameter => parameter.Value is { Length: > 0 }));
    }
}
