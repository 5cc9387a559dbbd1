using System.Text.Json;

namespace OAuthDemo.FlowExplorer.Classroom;

/// <summary>What the bank answered.</summary>
/// <param name="Status">The HTTP status; 0 when the bank could not be reached.</param>
/// <param name="Body">The JSON of the body, or null.</param>
internal sealed record BankAnswer(int Status, JsonElement? Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>What to tell a person when it was refused.</summary>
    public string Why => Status == 0 ? "The bank does not answer." : $"The bank answered {Status} {Text("error") ?? Text("code")}. {Text("error_description") ?? Text("detail")}".TrimEnd();

    public IReadOnlyList<JsonElement> Data =>
        Member("data") is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray()] : [];

    public string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public int? Number(string name) => Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private JsonElement? Member(string name) =>
        Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var member) ? member : null;
}
