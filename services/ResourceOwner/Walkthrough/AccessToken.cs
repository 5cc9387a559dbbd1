using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>
/// What a JWT access token says, without its signature. A client must not read what is meant for the API (RFC 9068 §6);
/// the walkthrough looks only to show it.
/// </summary>
internal sealed record AccessToken(JsonObject Header, JsonObject Claims)
{
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AccessToken Read(string token) => token.Split('.') is [var header, var claims, _]
        ? new(Part(header), Part(claims))
        : throw new StepFailedException("The access token is not a JWT.");

    public string? Text(string name) => (Header[name] ?? Claims[name])?.ToString();

    /// <summary>Header or claims as they stand in the token, a plus sign as a plus sign.</summary>
    public static string Plain(JsonObject part) => part.ToJsonString(_relaxed);

    private static JsonObject Part(string encoded) => JsonNode.Parse(Base64Url.DecodeFromChars(encoded))!.AsObject();
}
