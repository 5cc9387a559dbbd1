using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace OAuthDemo.TvApp.Money;

/// <summary>One account as the television shows it. Amounts are decimal text, as the bank sends them.</summary>
internal sealed record Balance(string Name, string Number, string Current, string Currency);

/// <summary>Reads balances at the bank's API.</summary>
internal sealed class Balances(IHttpClientFactory clients, TvSettings settings)
{
    /// <returns>The balances, or null when the bank no longer accepts the token.</returns>
    /// <exception cref="HttpRequestException">The bank does not answer, or not now.</exception>
    public async Task<IReadOnlyList<Balance>?> ReadAsync(string accessToken, CancellationToken cancellation)
    {
        try
        {
            return await ReadAllAsync(accessToken, cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }
        catch (OperationCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("The bank takes too long.", slow);
        }
    }

    private async Task<IReadOnlyList<Balance>> ReadAllAsync(string accessToken, CancellationToken cancellation)
    {
        var client = clients.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        var accounts = await client.GetFromJsonAsync<Envelope<List<Account>>>(new Uri(settings.Api, "accounts"), cancellation);
        var balances = new List<Balance>();
        foreach (var account in accounts!.Data)
        {
            var address = new Uri(settings.Api, $"accounts/{Uri.EscapeDataString(account.AccountId)}/balances");
            var amount = await client.GetFromJsonAsync<Envelope<Amount>>(address, cancellation);
            balances.Add(new(account.Name, account.MaskedNumber, amount!.Data.Current, amount.Data.Currency));
        }

        return balances;
    }

    private sealed record Envelope<T>(T Data);

    private sealed record Account(string AccountId, string Name, string MaskedNumber);

    private sealed record Amount(string Current, string Currency);
}
