using System.Net.Http.Headers;
using System.Text.Json;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.AuthorizationServer.Accounts;

/// <summary>
/// Asks the bank's account system which accounts a customer has. The path is internal, never behind the gateway, and opens to
/// the authorization server's own token alone.
/// </summary>
internal sealed partial class CustomerAccounts(HttpClient http, InternalToken token, ILogger<CustomerAccounts> log)
{
    private const string Scope = "accounts:list";

    /// <returns>The accounts, or null while the account system does not answer.</returns>
    public async Task<IReadOnlyList<CustomerAccount>?> OfAsync(string customerNumber, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"internal/customers/{Uri.EscapeDataString(customerNumber)}/accounts");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Create(Scope));
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<List<CustomerAccount>>(cancellation) ?? [];
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogUnreachable(failure.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The account system does not answer: {Reason}")]
    private partial void LogUnreachable(string reason);
}

internal static class CustomerAccountsSetup
{
    // An instance that dies in the middle is no reason to ask a person to try again: another one is asked, for this only reads. But she waits for the page and has a button
    // to try again, so an answer that does not come is given up soon.
    public static void AddCustomerAccounts(this IServiceCollection services) => services.AddHttpClient<CustomerAccounts>((provider, http) =>
    {
        http.BaseAddress = new("http://bank-api/");
        http.Timeout = provider.GetRequiredService<IConfiguration>().BackchannelTimeout(TimeSpan.FromSeconds(4));
    });
}
