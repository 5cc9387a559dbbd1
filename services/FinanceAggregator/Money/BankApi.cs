using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;

namespace OAuthDemo.FinanceAggregator.Money;

/// <summary>Reads from the bank's API with the access token of a connection.</summary>
/// <exception cref="BankException">Every method: the data cannot be had, and why.</exception>
internal sealed class BankApi(HttpClient http, AccessTokens tokens)
{
    private const int PageSize = 500;

    public async Task<IReadOnlyList<Account>> AccountsAsync(string connection, CancellationToken cancellationToken) =>
        (await GetAsync<List<Account>>(connection, "accounts", cancellationToken)).Data;

    public async Task<Balance> BalanceAsync(string connection, string account, CancellationToken cancellationToken) =>
        (await GetAsync<Balance>(connection, $"accounts/{account}/balances", cancellationToken)).Data;

    /// <summary>All that the person's consent lets Tidepool see, newest first.</summary>
    public async Task<IReadOnlyList<Transaction>> TransactionsAsync(string connection, string account, CancellationToken cancellationToken)
    {
        var all = new List<Transaction>();
        for (var page = 1; ; page++)
        {
            var answer = await GetAsync<List<Transaction>>(
                connection, $"accounts/{account}/transactions?page={page}&page-size={PageSize}", cancellationToken);
            all.AddRange(answer.Data);
            if (page >= (answer.Meta?.TotalPages ?? 1))
                return all;
        }
    }

    private async Task<Answer<T>> GetAsync<T>(string connection, string path, CancellationToken cancellationToken)
    {
        try
        {
            var token = await tokens.GetAsync(connection, refused: null, cancellationToken);
            var response = await SendAsync(path, token, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                // The bank ended this token early. If the authorization itself is over, asking for another one tells.
                response.Dispose();
                token = await tokens.GetAsync(connection, refused: token, cancellationToken);
                response = await SendAsync(path, token, cancellationToken);
            }

            using (response)
            {
                return await ReadAsync<T>(response, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is not BankException && !cancellationToken.IsCancellationRequested))
        {
            throw new BankException(BankTrouble.Unreachable, cause: exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, SecretText token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal);
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<Answer<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadFromJsonAsync<Answer<T>>(cancellationToken)
                ?? throw new BankException(BankTrouble.Unreachable, "empty answer"),
            HttpStatusCode.Unauthorized => throw new BankException(BankTrouble.Refused, "invalid_token"),
            HttpStatusCode.Forbidden => throw new BankException(BankTrouble.Refused, "insufficient_scope"),
            HttpStatusCode.TooManyRequests => throw new BankException(BankTrouble.Busy),
            >= HttpStatusCode.InternalServerError => throw new BankException(BankTrouble.Unreachable, $"{(int)response.StatusCode}"),
            _ => throw new BankException(BankTrouble.Refused, $"{(int)response.StatusCode}"),
        };
}
