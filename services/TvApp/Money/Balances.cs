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
    public async Task<IReadOnlyList<Balance>?> ReadAsync(string accessToken, CancellationToken cancellation)
    {
        var client = clients.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        using var answer = await client.GetAsync(new Uri(settings.Api, "accounts"), cancellation);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;

        answer.EnsureSuccessStatusCode();
        var accounts = await answer.Content.ReadFromJsonAsync<Envelope<List<Account>>>(cancellation);
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
