using System.Net.Http.Headers;
using System.Text.Json;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Classroom;

/// <summary>The direct line to the bank of the small clients that this classroom runs itself.</summary>
internal sealed class BankLine(IHttpClientFactory clients, Addresses addresses)
{
    public const string Client = "classroom";

    public Task<BankAnswer> PostAsync(string path, AuthenticationHeaderValue? authorization, IEnumerable<Parameter> form, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, authorization, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), cancellation);

    public Task<BankAnswer> PostJsonAsync(string path, string token, object body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, Bearer(token), JsonContent.Create(body), cancellation);

    public Task<BankAnswer> GetAsync(string path, string token, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, Bearer(token), null, cancellation);

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    private async Task<BankAnswer> SendAsync(
        HttpMethod method, string path, AuthenticationHeaderValue? authorization, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, addresses.Bank + path) { Content = content };
        request.Headers.Authorization = authorization;
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return new BankAnswer((int)answer.StatusCode, Parse(body));
        }
        catch (HttpRequestException)
        {
            return new BankAnswer(0, null);
        }
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
