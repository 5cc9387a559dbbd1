using System.Text.Json.Nodes;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>What the bank's API answered.</summary>
internal sealed record ApiAnswer(int Status, string Challenge, string Body)
{
    private JsonNode? Json => Body.Length == 0 ? null : JsonNode.Parse(Body);

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<JsonNode> Data => Json?["data"] is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    /// <summary>The stable code of a refusal.</summary>
    public string? Code => Json?["code"]?.ToString();

    public IReadOnlyList<string> Texts(string member) => [.. Data.Select(item => item[member]?.ToString() ?? "")];

    /// <summary>The body without what differs from one request to the next by nature.</summary>
    public string WithoutTrace()
    {
        if (Json is not JsonObject problem)
            return Body;
        problem.Remove("traceId");
        problem.Remove("instance");
        return problem.ToJsonString();
    }
}
