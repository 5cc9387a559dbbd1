using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <param name="Name">What its holder calls it.</param>
/// <param name="Balance">What is in it: a decimal such as <c>1250.00</c>.</param>
/// <param name="Kind">current, savings or card; current if absent.</param>
internal sealed record NewAccount(string Name, string Balance, string? Kind = null);

/// <summary>Asks the bank's account system to go along with a test. Where that is not under test itself, it has no such address, and nothing happens.</summary>
internal sealed class AccountsOfPeople(HttpClient http, InternalToken token)
{
    private const string Scope = "testing";

    /// <summary>Opens accounts for a customer who has none; without a list, a current and a savings account with a year behind them.</summary>
    public Task OpenAsync(string customerNumber, string name, IReadOnlyList<NewAccount>? accounts) =>
        PostAsync("customers", new { number = customerNumber, name, accounts });

    /// <summary>Lets what has happened up to now be written down, when the clock has moved.</summary>
    public Task TellAsync() => PostAsync("story", new { });

    /// <summary>Lets requests to the API go wrong.</summary>
    public Task FailAsync(Failure failure) => PostAsync("failures", failure);

    /// <summary>Lets it forget those that have not gone wrong yet.</summary>
    public Task RecoverAsync() => PostAsync("recovery", new { });

    /// <summary>Goes back to the accounts of the first day.</summary>
    public Task ResetAsync() => PostAsync("reset", new { });

    private async Task PostAsync<T>(string path, T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"internal/testing/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Create(Scope));
        using var response = await http.SendAsync(request);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound)
            return;
        var (status, reason) = (response.StatusCode, await ReasonOfAsync(response));
        throw status == HttpStatusCode.BadRequest
            ? new BadHttpRequestException(reason)
            : new HttpRequestException($"POST {request.RequestUri} was answered {(int)status}: {reason}", null, status);
    }

    private static async Task<string> ReasonOfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonSerializer.Deserialize<ProblemDetails>(text)?.Detail ?? text
            : text;
    }
}

internal static class AccountsOfPeopleSetup
{
    public static void AddAccountsOfPeople(this IServiceCollection services) =>
        services.AddHttpClient<AccountsOfPeople>(http => http.BaseAddress = new("http://bank-api/")).NeverRetried();
}
