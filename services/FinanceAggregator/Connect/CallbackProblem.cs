using Microsoft.AspNetCore.Http.HttpResults;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>Why an authorization did not come about: the kind chooses the page, the code is the protocol's.</summary>
internal sealed record CallbackProblem(string Kind, string? Code = null)
{
    public static readonly CallbackProblem Denied = new("denied");
    public static readonly CallbackProblem Lost = new("lost");
    public static readonly CallbackProblem Stranger = new("stranger");
    public static readonly CallbackProblem Unreachable = new("unreachable");

    public static CallbackProblem Error(string? code) => new("error", code);

    /// <summary>A page of its own, so that loading it again does not send the answer a second time.</summary>
    public RedirectHttpResult At(string place) => TypedResults.LocalRedirect(Address(place));

    public string Address(string place) => $"{place}/{Kind}{(Code is null ? "" : $"?code={Uri.EscapeDataString(Code)}")}";
}
