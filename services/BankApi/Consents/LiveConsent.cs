using System.Reflection;

namespace OAuthDemo.BankApi.Consents;

// The consent behind the token of this request, as the authorization server saw it at most five seconds ago. An endpoint
// takes it as a parameter; RequireLiveConsent has put it there.
internal sealed record LiveConsent(
    string ClientId, string ConsentId, string CustomerNumber, IReadOnlyList<string> AccountIds, DateOnly? TransactionsFrom,
    DateTimeOffset? ExpiresAt)
{
    public static ValueTask<LiveConsent?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(context.Features.Get<LiveConsent>());
}
