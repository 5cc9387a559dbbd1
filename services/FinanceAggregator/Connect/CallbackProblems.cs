using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Connect;

internal static class CallbackProblems
{
    /// <summary>
    /// The engine reads an answer from the bank before any endpoint runs. If the bank is gone by then, the person gets the
    /// page that says so.
    /// </summary>
    public static void UseCallbackProblems(this WebApplication app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (PlaceOf(http.Request.Path) is { } place
            && TokenRequests.Explain(exception) is { Trouble: BankTrouble.Unreachable } && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            app.Logger.LogWarning("The bank does not answer while somebody comes back from it: {Reason}", exception.Message);
            http.Response.Redirect(CallbackProblem.Unreachable.Address(place));
        }
    });

    private static string? PlaceOf(PathString path) =>
        path.StartsWithSegments("/" + BankProtocol.DataCallback) ? "/connect"
        : path.StartsWithSegments("/" + BankProtocol.SignInCallback) ? "/sign-in"
        : null;
}
