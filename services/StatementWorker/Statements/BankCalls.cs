using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.StatementWorker.Tokens;

namespace OAuthDemo.StatementWorker.Statements;

/// <summary>What the worker asks of the bank's API. Each call is one request; none is repeated here.</summary>
internal sealed class BankCalls(IHttpClientFactory clients, WorkerTokens tokens, IssuerAddress issuer)
{
    public const string Client = "bank";

    /// <param name="month">The month; the last one that is over when absent.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<StatementOrder>> DueAsync(string? month, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(month is null ? "due" : $"due?month={month}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.BroadAsync(cancellation));
        using var answer = await SendAsync(request, cancellation);
        return (await answer.Content.ReadFromJsonAsync<DueStatements>(cancellation))!.Data;
    }

    /// <returns>Whether this call has written it; false if it was there already.</returns>
    public async Task<bool> WriteAsync(StatementOrder order, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At("")) { Content = JsonContent.Create(order) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.ForAsync(order, cancellation));
        request.Headers.Add("Idempotency-Key", $"{order.Account} {order.Month}");
        using var answer = await SendAsync(request, cancellation);
        return answer.StatusCode == HttpStatusCode.Created;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await clients.CreateClient(Client).SendAsync(request, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new BankTroubleException($"The bank does not answer: {failure.Message}", mayPass: true, failure);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            // A token may have ended before its time, such as with a key that the bank has withdrawn: the next attempt asks for a new one.
            var isTokenRefused = answer.StatusCode == HttpStatusCode.Unauthorized;
            if (isTokenRefused) tokens.Forget();
            throw new BankTroubleException(
                $"The bank answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}",
                isTokenRefused || BankTroubleException.IsPassing(answer.StatusCode));
        }
    }

    private Uri At(string path) => new(issuer.Issuer, path.Length == 0 ? "api/statements" : $"api/statements/{path}");

    private sealed record DueStatements(IReadOnlyList<StatementOrder> Data);
}
