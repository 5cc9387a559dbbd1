using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace OAuthDemo.Integration.Demo;

/// <summary>Sends requests exactly as a test words them, however malformed.</summary>
public sealed class TestHttp(HttpClient http)
{
    /// <summary>GET, with a bearer token if one is given.</summary>
    public Task<Answer> GetAsync(string address, string? bearer = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, bearer is null ? null : new("Bearer", bearer), form: null, headers);

    /// <summary>POST of a form, with an Authorization header if one is given.</summary>
    public Task<Answer> PostAsync(string address, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] form) =>
        SendAsync(HttpMethod.Post, address, authorization, form, []);

    /// <summary>POST of JSON, with a bearer token if one is given.</summary>
    public async Task<Answer> PostJsonAsync<T>(string address, string? bearer, T body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, new Uri(http.BaseAddress!, address));
    }

    /// <summary>Any request.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string address, AuthenticationHeaderValue? authorization, (string Name, string Value)[]? form, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = authorization;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (form is not null)
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, new Uri(http.BaseAddress!, address));
    }
}
