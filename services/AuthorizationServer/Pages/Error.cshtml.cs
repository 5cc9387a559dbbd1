using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Errors;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>Every refusal that a person sees. It never redirects: whoever made a bad request has no say in where the person goes next.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    /// <summary>A refused request of the protocol, when it is one.</summary>
    public ProtocolError? Refusal { get; private set; }

    public string Heading { get; private set; } = "";

    public string WhatHappened { get; private set; } = "";

    public string WhatToDo { get; private set; } = "";

    public string? Trace { get; private set; }

    public IActionResult OnGet(int? status) => Show(status);

    public IActionResult OnPost(int? status) => Show(status);

    private ActionResult Show(int? status)
    {
        Refusal = HttpContext.Features.Get<ProtocolError>();
        var code = status ?? (Response.StatusCode >= 400 ? Response.StatusCode : Refusal is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        if (IsForMachine())
            return new ForMachines(code == StatusCodes.Status503ServiceUnavailable ? OAuthError.TemporarilyUnavailable : Problem.Of(code, "request.refused", "The request was refused."));

        Response.StatusCode = code;
        (Heading, WhatHappened, WhatToDo) = Refusal is null ? Explain(code) : Explain(Refusal);
        Trace = code >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        return Page();
    }

    private (string, string, string) Explain(int status) => status switch
    {
        404 when HttpContext.Features.Get<QuestionIsOver>() is not null => (
            "This question is no longer open", "It was answered already, it is more than ten minutes old, or it was put to somebody else. Nothing was shared by it.",
            "Go back to the app and start again from there."),
        400 => ("This form cannot be accepted", "The page was open too long, was sent twice, or did not come from this bank. Nothing was changed.", "Go back, reload the page and try again."),
        404 => ("There is nothing at this address", "The page may have moved, or the address was mistyped.", "Start from the front page."),
        405 => ("This address is not for reading", "It only takes what a form on another page sends.", "Start from the front page."),
        429 => ("That was a little fast", "There were too many requests from your address in a short time.", "Wait a minute and try again."),
        503 => ("The bank's books are closed for a moment", "What you asked for could not be looked up. Nothing was shared.", "Reload this page in a few seconds; you need not start again."),
        >= 500 => ("Something went wrong on our side", "It is not your fault, and nothing was shared or changed.", "Try again in a moment. If it stays like this, tell us the number below."),
        _ => ("This request was refused", "Nothing was shared or changed.", "Start from the front page."),
    };

    private static (string, string, string) Explain(ProtocolError refusal) => (
        $"{refusal.ClientName ?? "An app"} sent you here with a request that cannot be answered",
        refusal.Description,
        $"Nothing was shared. Go back to {refusal.ClientName ?? "the app"} and try again; if it happens again, the people who run it have to mend it. You are not sent back from here, because the request does not say reliably to where.");

    /// <summary>Back-channel addresses are called by programs, which are better served by a problem than by a page.</summary>
    private bool IsForMachine()
    {
        var path = (HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path) ?? "";
        return path.StartsWith("/.well-known/", StringComparison.Ordinal)
            || path.StartsWith("/internal/", StringComparison.Ordinal)
            || path.StartsWith("/testing/", StringComparison.Ordinal)
            || (path.StartsWith("/connect/", StringComparison.Ordinal) && path is not ("/connect/authorize" or "/connect/logout" or "/connect/verify"))
            || (Request.Headers.Accept.Count > 0 && !Request.Headers.Accept.ToString().Contains("text/", StringComparison.Ordinal) && !Request.Headers.Accept.ToString().Contains("*/*", StringComparison.Ordinal));
    }

    // Written when the page would be, after every filter has set its headers.
    private sealed class ForMachines(IResult problem) : ActionResult
    {
        public override Task ExecuteResultAsync(ActionContext context) => problem.ExecuteAsync(context.HttpContext);
    }
}
