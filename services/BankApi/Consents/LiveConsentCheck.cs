using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.ServiceDefaults.BearerTokens;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.BankApi.Consents;

// Lets a request on only with a consent or a machine's grant that lives, and answers every other one.
internal sealed class LiveConsentCheck(
    RecentAnswers<Answer> recent, Introspection introspection, BearerChallenge challenge, TimeProvider time)
{
    public async Task<bool> PassesAsync(HttpContext context, Bearer needed)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var answer = await AskAsync(context);
            if (await RefusesAsync(context, answer, needed)) return false;
            context.Features.Set(answer.Consent);
            return true;
        }
        catch (AuthorizationServerUnavailableException)
        {
            await BearerChallenge.IssuerUnavailableAsync(context);
            return false;
        }
    }

    private async Task<Answer> AskAsync(HttpContext context)
    {
        var token = (await context.GetTokenAsync("access_token"))!;
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return await recent.GetAsync(key, () => introspection.AskAsync(token), context.RequestAborted);
    }

    private async Task<bool> RefusesAsync(HttpContext context, Answer answer, Bearer needed)
    {
        var now = time.GetUtcNow();
        var fresh = context.GetEndpoint()?.Metadata.GetMetadata<FreshLogin>();
        var refusal = answer switch
        {
            { Active: false } => challenge.TokenInvalidAsync(context, "consent.ended",
                "The consent or the grant behind this access token has ended."),
            { Consent: null } when needed.IsPerson => Problem.Of(StatusCodes.Status403Forbidden, "consent.missing",
                "This resource shows a person's data, and no person stands behind this token.").ExecuteAsync(context),
            { Consent: not null } when !needed.IsPerson => Problem.Of(StatusCodes.Status403Forbidden, "machine.missing",
                "This resource is for the bank's own machines, and a person stands behind this token.").ExecuteAsync(context),
            { Consent.ExpiresAt: { } end } when now >= end => challenge.TokenInvalidAsync(context, "consent.expired",
                "The consent behind this access token has expired."),
            _ when fresh is not null && !fresh.IsMetBy(context.User, now) => challenge.LoginTooOldAsync(context, fresh.AtMost),
            _ => null,
        };
        await (refusal ?? Task.CompletedTask);
        return refusal is not null;
    }
}
