using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.BankApi.Consents;

// Asks the authorization server whether a token and its consent still live (RFC 7662).
internal sealed class Introspection(
    IHttpClientFactory clients, IssuerAddress issuer, IConfiguration configuration, ILogger<Introspection> log)
{
    public const string Client = "introspection";
    private const string ClientId = "bank-api";

    // Null: the token is not active. Every other way of not getting an answer is the exception, never a yes or a no.
    public async Task<Answer> AskAsync(string token)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(issuer.Issuer, "connect/introspect"));
            request.Headers.Authorization = Credentials();
            request.Content = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token")]);
            using var response = await clients.CreateClient(Client).SendAsync(request);
            response.EnsureSuccessStatusCode();
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            return Answer.Read(answer.RootElement);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException
            or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            log.LogWarning("The authorization server cannot say whether a token is active: {Reason}", failure.Message);
            throw new AuthorizationServerUnavailableException(failure);
        }
    }

    // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
    private AuthenticationHeaderValue Credentials()
    {
        var secret = configuration["OAuth:ClientSecret"] ?? "";
        return new("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(secret)}")));
    }
}

internal sealed class AuthorizationServerUnavailableException(Exception why)
    : Exception("The authorization server does not answer.", why);
