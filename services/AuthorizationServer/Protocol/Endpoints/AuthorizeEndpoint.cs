using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Grants;
using OAuthDemo.AuthorizationServer.Protocol.Logout;
using OAuthDemo.AuthorizationServer.Protocol.Rules;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Endpoints;

/// <summary>
/// A valid authorization request: has the person signed in, has she decided? What is missing is asked for on a page, which
/// comes back here with a plain GET; then the client gets its code or its refusal.
/// </summary>
internal sealed class AuthorizeEndpoint(
    Bank bank, ConsentRegister consents, StandingConsents standing, KnownPeople people, PersonGrant grant, PairwiseSubjects subjects, TimeProvider time)
{
    /// <summary>Names the decision that a request brings back from the consent page.</summary>
    public const string ConsentParameter = "consent";

    private const string Path = "/connect/authorize";

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var session = (await http.AuthenticateAsync(Session.Scheme)).Principal;
        if (await PersonAsync(http, request, session) is not { } person)
            return request.HasPromptValue(PromptValues.None)
                ? Engine.Refuse(OpenIddictConstants.Errors.LoginRequired, "Nobody is signed in at the bank, and prompt=none forbids asking.")
                : Results.Redirect($"~/login?returnUrl={Uri.EscapeDataString(AddressOf(request, afterLogin: true))}");

        if (await DecidedAsync(http, request, person.Id) is not { } consent)
            return request.HasPromptValue(PromptValues.None)
                ? Engine.Refuse(OpenIddictConstants.Errors.ConsentRequired, "The person has not agreed to this yet, and prompt=none forbids asking.")
                : Results.Redirect($"~/consent/{(await AskAsync(request, person.Id)).Id}");

        if (consent.Status == ConsentStatus.Rejected)
            return Engine.Refuse(OpenIddictConstants.Errors.AccessDenied, "The person said no.");
        if (session!.SessionId() is { } sessionId && request.HasScope(Scopes.OpenId) && bank.Client(request.ClientId) is { BackchannelLogoutUri: not null } client)
            await http.RequestServices.GetRequiredService<LogoutNotices>().RememberAsync(sessionId, client.Id, person.Id);
        return Engine.Grant(grant.Of(consent, person, request, request.GetScopes(), session!.AuthenticatedAt(), session!.SessionId()));
    }

    // The person who is signed in, recently enough for what the client asks, and the one whom it means.
    private async Task<Person?> PersonAsync(HttpContext http, OpenIddictRequest request, ClaimsPrincipal? session)
    {
        if (session?.PersonId() is not { } id || (WantsLogin(request) && !(PushedAt(http) <= session.AuthenticatedAt())) || (time.GetUtcNow() - session.AuthenticatedAt()).TotalSeconds > request.MaxAge)
            return null;

        // OpenID Connect Core §3.1.2.1: an id_token_hint says for whom the client takes the person.
        var hint = (await http.AuthenticateAsync(Engine.Scheme)).Principal?.GetClaim(Claims.Subject);
        return hint is null || hint == subjects.Of(id, request.ClientId!) ? await people.FindAsync(id) : null;
    }

    // An age of nought is a login each time: it is asked for once, or it would be asked for without end.
    private static bool WantsLogin(OpenIddictRequest request) => request.HasPromptValue(PromptValues.Login) || request.MaxAge <= 0;

    // A request that was pushed cannot be changed any more, so for it a login counts that came after it.
    private static DateTimeOffset? PushedAt(HttpContext http) => http.Features.Get<OpenIddictServerAspNetCoreFeature>()!.Transaction!
        .GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!)?.RequestTokenPrincipal?.GetCreationDate();

    private async Task<Consent?> DecidedAsync(HttpContext http, OpenIddictRequest request, string person)
    {
        if ((string?)http.Request.Query[ConsentParameter] is { } id
            && await consents.TakeDecisionAsync(id, person, request.ClientId!, request.RedirectUri!, AddressOf(request)) is { } decided)
            return decided;

        // A public client cannot prove that it is the one whom the person knows: it asks each time (RFC 8252 §8.6). A payment that was agreed to needs no
        // second yes when all that was missing is a fresh login (RFC 9470 §4); otherwise it is a new one, however much it looks like the last.
        var payment = NamedPayment.Of(request);
        return bank.Client(request.ClientId)!.IsConfidential && !request.HasPromptValue(PromptValues.Consent) && (payment is null || request.MaxAge is not null)
            ? await standing.RememberedAsync(person, request.ClientId!, request.GetScopes(), payment)
            : null;
    }

    private Task<Consent> AskAsync(OpenIddictRequest request, string person) =>
        consents.AskAsync(request.ClientId!, person, request.GetScopes(), request.RedirectUri!, AddressOf(request), payment: NamedPayment.Of(request));

    // The request as one address, whichever way it came, so that it can be returned to and compared. What was pushed stays out of it.
    public static string AddressOf(OpenIddictRequest request, bool afterLogin = false)
    {
        if (request.RequestUri is { } pushed)
            return Path + QueryString.Create(new Dictionary<string, string?> { [Parameters.ClientId] = request.ClientId, [Parameters.RequestUri] = pushed });
        var parameters = request.GetParameters().Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Key switch
        {
            ConsentParameter => null,
            Parameters.MaxAge when afterLogin && WantsLogin(request) => null,
            Parameters.Prompt when afterLogin => string.Join(' ', request.GetPromptValues().Where(prompt => prompt != PromptValues.Login)),
            _ => (string?)parameter.Value,
        }));
        return Path + QueryString.Create(parameters.Where(parameter => parameter.Value is { Length: > 0 }));
    }
}
