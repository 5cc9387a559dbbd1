using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Connections;

/// <summary>How a consent stands at the bank, in the bank's words.</summary>
internal sealed record ConsentState(string Status, DateTimeOffset? StatusUpdatedAt, string? EndedBy)
{
    public bool Lives => Status.Equals("Authorised", StringComparison.OrdinalIgnoreCase);

    /// <summary>Who ended it, always in small letters.</summary>
    public string? EndedBy { get; } = EndedBy?.ToLowerInvariant();
}

/// <summary>Asks the bank how a consent stands; null when it does not say.</summary>
internal delegate Task<ConsentState?> ReadConsent(string consentId, SecretText accessToken, CancellationToken cancellationToken);

/// <summary>What a client may do with the consents given to it, each with an access token of that very consent.</summary>
internal sealed class BankConsents(HttpClient http)
{
    public async Task<ConsentState?> ReadAsync(string consentId, SecretText accessToken, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Get, consentId, accessToken, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK
                ? (await response.Content.ReadFromJsonAsync<Answer>(cancellationToken))?.Data
                : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null; // asked again in a moment
        }
    }

    /// <returns>Whether the bank has ended it.</returns>
    public async Task<bool> EndAsync(string consentId, SecretText accessToken, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, consentId, accessToken, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string consentId, SecretText accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"consents/{Uri.EscapeDataString(consentId)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken.Reveal);
        return await http.SendAsync(request, cancellationToken);
    }

    private sealed record Answer(ConsentState Data);
}
