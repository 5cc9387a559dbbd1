using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using OAuthDemo.FinanceAggregator.Bank;
using OpenIddict.Client.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Items = OpenIddict.Client.AspNetCore.OpenIddictClientAspNetCoreConstants.Properties;

namespace OAuthDemo.FinanceAggregator.Connect;

/// <summary>What Tidepool asks the bank to ask the person.</summary>
/// <param name="Client">By which of its registrations it asks.</param>
/// <param name="Scopes">For what.</param>
/// <param name="About">What Tidepool keeps in the state, to know on the way back what this was about.</param>
internal sealed record Demand(string Client, IEnumerable<string> Scopes, params (string Name, string? Value)[] About)
{
    /// <summary>Whether the person is asked in any case, also when the bank remembers an earlier answer.</summary>
    public bool Anew { get; init; }

    /// <summary>How long ago the person may have signed in at the bank at most (RFC 9470 §4).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>What exactly is to be allowed, as JSON (RFC 9396).</summary>
    public string? Details { get; init; }
}

/// <summary>
/// Sends the browser to the bank with an authorization request: code, PKCE S256, and a state that only this browser can
/// answer and only once (RFC 6749 §4.1.1, RFC 7636, RFC 9700 §2.1).
/// </summary>
internal sealed class AuthorizationRequest(HttpClient http, BankSettings bank, ILogger<AuthorizationRequest> log)
{
    /// <returns>Null when the response now leads the browser to the bank; otherwise why it does not.</returns>
    public async Task<CallbackProblem?> SendAsync(HttpContext context, Demand demand)
    {
        try
        {
            await MustAnswerAsync(context.RequestAborted);
            await context.ChallengeAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme, PropertiesOf(demand));
            return null;
        }
        catch (Exception exception) when (TokenRequests.Explain(exception) is { Trouble: not BankTrouble.Ended } trouble)
        {
            log.LogWarning("Nobody can be sent to the bank now: {Reason}", exception.Message);
            return trouble.Trouble == BankTrouble.Unreachable ? CallbackProblem.Unreachable : CallbackProblem.Error(trouble.Code);
        }
    }

    private static AuthenticationProperties PropertiesOf(Demand demand)
    {
        var properties = new AuthenticationProperties
        {
            Items = { [Items.RegistrationId] = demand.Client, [Items.Scope] = string.Join(' ', demand.Scopes) },
        };
        foreach (var (name, value) in demand.About)
            properties.Items[name] = value;
        if (demand.Anew)
            properties.SetParameter(Parameters.Prompt, PromptValues.Consent);
        if (demand.MaxAge is { } age)
            properties.SetParameter(Parameters.MaxAge, ((int)age.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (demand.Details is { } details)
            properties.SetParameter("authorization_details", details);
        return properties;
    }

    // The engine remembers the bank's metadata, and would send people to a bank that is away: to a browser's error page.
    private async Task MustAnswerAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(bank.Issuer, ".well-known/openid-configuration"), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
