using System.Text.Json;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Integration.Demo;

/// <summary>An HTTP answer, read to its end.</summary>
public sealed class Answer
{
    private Answer(Uri asked, int status, string body, IReadOnlyDictionary<string, string> headers)
    {
        Status = status;
        Body = body;
        Headers = headers;
        Location = headers.TryGetValue("Location", out var location) ? new(asked, location) : null;
        Json = headers.GetValueOrDefault("Content-Type", "").Contains("json", StringComparison.Ordinal) && body.Length > 0
            ? JsonDocument.Parse(body).RootElement
            : default;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The headers; repeated ones are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text.</summary>
    public string Body { get; }

    /// <summary>The body as JSON, undefined if it is none.</summary>
    public JsonElement Json { get; }

    /// <summary>Where it redirects to.</summary>
    public Uri? Location { get; }

    /// <summary>A text member of the JSON body, or null.</summary>
    public string? this[string member] =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A member that the answer must have.</summary>
    public string Must(string member)
    {
        Status.ShouldBeInRange(200, 201, this[member] is null ? Body : "");
        return this[member].ShouldNotBeNull(member);
    }

    /// <summary>The parameters of the redirect.</summary>
    public string? Query(string name) => Location?.Query(name);

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response, Uri asked)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(asked, (int)response.StatusCode, body, headers);
    }
}
