using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connect;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.FinanceAggregator.Visitors;
using OpenIddict.Client;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Sign in with Harbour Bank: OpenID Connect, beside the authorization that reads data and independent of it.</summary>
internal static class SignInEndpoints
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<PersonStore>();
        services.AddSingleton<BankKeys>();
        services.AddSingleton<ReadBankKeys>(provider => provider.GetRequiredService<BankKeys>().ReadAsync);
        services.AddSingleton<LogoutTokens>();
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/start", SignIn).FromOwnForms();
        routes.MapGet("/" + BankProtocol.SignInCallback, Callback);
        routes.MapPost("/sign-out", SignOut).FromOwnForms();
        routes.MapBackChannelLogout();
    }

    private static async Task<IResult> SignIn(AuthorizationRequest request, HttpContext http) =>
        await request.SendAsync(http, new(BankSettings.SignInClient, BankSettings.SignInScopes)) is { } problem
            ? problem.At("/sign-in")
            : Results.Empty;

    private static async Task<RedirectHttpResult> Callback(
        AuthorizationResponse response, PersonStore people, VisitorSession visitors, HttpContext http)
    {
        var (answer, problem) = await response.ReadAsync(http);
        if (answer is not { Identity: { } identity, IdToken: { } idToken })
            return (problem ?? CallbackProblem.Error("no_id_token")).At("/sign-in");

        await people.RememberAsync(await visitors.RenewAsync(http), identity, idToken);
        return TypedResults.LocalRedirect("/sign-in");
    }

    /// <summary>
    /// Forgets the person here, then asks the bank to end its session too (OpenID Connect RP-Initiated Logout). Without an
    /// id_token_hint: the bank asks the person anyway, and an ID token in an address stays in histories and logs.
    /// </summary>
    private static async Task<IResult> SignOut(
        PersonStore people, VisitorSession visitors, OpenIddictClientService bank, HttpContext http)
    {
        if (!await people.ForgetAsync(visitors.Find(http)))
            return TypedResults.LocalRedirect("/");

        var endSession = await EndSessionEndpointAsync(bank, http.RequestAborted);
        return endSession is null
            ? TypedResults.LocalRedirect("/")
            : Results.Redirect(QueryHelpers.AddQueryString(endSession.AbsoluteUri, new Dictionary<string, string?>
            {
                ["client_id"] = BankSettings.SignInClient,
                ["post_logout_redirect_uri"] = $"{http.Request.Scheme}://{http.Request.Host}/",
            }));
    }

    private static async Task<Uri?> EndSessionEndpointAsync(OpenIddictClientService bank, CancellationToken cancellationToken)
    {
        try
        {
            return (await bank.GetServerConfigurationByRegistrationIdAsync(BankSettings.SignInClient, cancellationToken)).EndSessionEndpoint;
        }
        catch (Exception exception) when (TokenRequests.Explain(exception) is { Trouble: BankTrouble.Unreachable })
        {
            return null; // signed out here at least
        }
    }
}
