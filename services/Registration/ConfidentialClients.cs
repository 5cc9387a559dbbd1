using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthDemo.Registration;

/// <summary>Which clients of a registration file need a secret, for a program that provides those secrets as settings <c>ClientSecrets:ID</c>.</summary>
public static class ConfidentialClients
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The ids of the confidential clients that authenticate with a secret, in the order of the files.</summary>
    /// <param name="files">Registration files, such as bank.json.</param>
    /// <exception cref="JsonException">A file is not JSON; the message names file and line.</exception>
    public static IReadOnlyList<string> Read(params IEnumerable<string> files) => [.. files.SelectMany(ReadFile)];

    // What is not a registration at all is for the authorization server to report, with its line.
    private static IEnumerable<string> ReadFile(string file)
    {
        try
        {
            var clients = (JsonNode.Parse(File.ReadAllText(file), documentOptions: Options) as JsonObject)?["clients"] as JsonArray;
            return [.. (clients ?? []).OfType<JsonObject>().Where(HasSecret).Select(client => Text(client, "id")).OfType<string>()];
        }
        catch (JsonException failure)
        {
            throw new JsonException($"{file}, line {failure.LineNumber + 1}: {failure.Message}", failure);
        }
    }

    // RFC 6749 §2.1; a client that signs an assertion has a key instead (RFC 7523).
    private static bool HasSecret(JsonObject client) => Text(client, "type") == "confidential" && Text(client, "authentication") is null;

    private static string? Text(JsonObject client, string name) => client[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
