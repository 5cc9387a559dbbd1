using System.Net.Http.Headers;
using System.Text.Json;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FinanceAggregator.SideBySide;

/// <summary>What the bank's API said to a token.</summary>
internal sealed record TrialResult(string Token, int Status, string? Challenge, string? Reason);

/// <summary>Shows a token to the bank's API, whether or not it is the right one.</summary>
internal sealed class TokenTrial(HttpClient http)
{
    public async Task<TrialResult> SendAsync(string name, SecretText token)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "accounts");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal);
            using var response = await http.SendAsync(request);
            var challenge = response.Headers.WwwAuthenticate.FirstOrDefault()?.ToString();
            return new(name, (int)response.StatusCode, challenge, response.IsSuccessStatusCode ? null : await ReasonAsync(response));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new(name, 0, null, $"{BankSettings.Name} does not answer. Try again in a moment.");
        }
    }

    private static async Task<string?> ReasonAsync(HttpResponseMessage response)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            return problem.TryGetProperty("detail", out var detail) ? detail.GetString()
                : problem.TryGetProperty("title", out var title) ? title.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

internal static class SideBySideSetup
{
    public static void AddSideBySide(this IServiceCollection services) =>
        services.AddHttpClient<TokenTrial>((provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<BankSettings>().Api;
            http.Timeout = TimeSpan.FromSeconds(10);
        }).NeverRetried();
}
