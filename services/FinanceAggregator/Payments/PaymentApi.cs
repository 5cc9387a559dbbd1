using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>What the bank's API answered to a payment.</summary>
internal abstract record PaymentAnswer
{
    /// <summary>Done, now or before: the bank pays once for each consent.</summary>
    internal sealed record Taken(string PaymentId, DateTimeOffset BookedAt, bool Now) : PaymentAnswer;

    /// <summary>Only for somebody who has signed in at the bank more recently (RFC 9470 §3).</summary>
    internal sealed record SignInAgain(TimeSpan MaxAge) : PaymentAnswer;

    /// <summary>The token does not allow it; another authorization may (RFC 6750 §3.1).</summary>
    internal sealed record AskForMore(string Scope) : PaymentAnswer;

    /// <summary>The token is not good any more.</summary>
    internal sealed record TokenOver : PaymentAnswer;

    /// <summary>No, and asking again will not change it.</summary>
    internal sealed record Refused(string Code) : PaymentAnswer;
}

/// <summary>Hands a payment to the bank's API.</summary>
/// <exception cref="BankException">There was no answer: the payment may have been made or not, and sending it again is safe.</exception>
internal sealed partial class PaymentApi(HttpClient http)
{
    public async Task<PaymentAnswer> PayAsync(PaymentOrder order, SecretText token, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "payments") { Content = JsonContent.Create(order) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal);
            using var response = await http.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException or OperationCanceledException)
        {
            throw new BankException(BankTrouble.Unreachable, cause: exception);
        }
    }

    private static async Task<PaymentAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            var taken = (await response.Content.ReadFromJsonAsync<Answer>(cancellationToken))?.Data ?? throw new JsonException("No payment in the answer.");
            return new PaymentAnswer.Taken(taken.PaymentId, taken.BookedAt, response.StatusCode == HttpStatusCode.Created);
        }

        if (response.StatusCode >= HttpStatusCode.InternalServerError)
            throw new BankException(BankTrouble.Unreachable, $"{(int)response.StatusCode}");
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            throw new BankException(BankTrouble.Busy);

        var challenge = ChallengeOf(response);
        return challenge.GetValueOrDefault("error") switch
        {
            "insufficient_user_authentication" => new PaymentAnswer.SignInAgain(MaxAge(challenge)),
            "insufficient_scope" => new PaymentAnswer.AskForMore(challenge.GetValueOrDefault("scope", "")),
            _ when response.StatusCode == HttpStatusCode.Unauthorized => new PaymentAnswer.TokenOver(),
            _ => new PaymentAnswer.Refused(await CodeAsync(response, cancellationToken)),
        };
    }

    // The parameters of WWW-Authenticate: Bearer (RFC 6750 §3).
    private static Dictionary<string, string> ChallengeOf(HttpResponseMessage response) =>
        response.Headers.WwwAuthenticate.Where(challenge => challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            .SelectMany(challenge => Parameter().Matches(challenge.Parameter ?? ""))
            .DistinctBy(match => match.Groups["name"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["quoted"].Value + match.Groups["plain"].Value);

    private static TimeSpan MaxAge(Dictionary<string, string> challenge) =>
        TimeSpan.FromSeconds(int.TryParse(challenge.GetValueOrDefault("max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    private static async Task<string> CodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return problem.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 and <= 60 } said ? said : $"{(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"{(int)response.StatusCode}";
        }
    }

    [GeneratedRegex("""(?<name>[a-z_]+)=(?:"(?<quoted>[^"]*)"|(?<plain>[^\s,"]+))""", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    private sealed record Answer(TakenPayment Data);

    private sealed record TakenPayment(string PaymentId, DateTimeOffset BookedAt);
}
