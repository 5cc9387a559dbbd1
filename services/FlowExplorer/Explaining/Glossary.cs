using System.Text.Json;

namespace OAuthDemo.FlowExplorer.Explaining;

/// <summary>A place in a specification.</summary>
public sealed record Rule(string Name, string Address)
{
    internal static Rule? Of(int? rfc, string? section, string? spec) => (rfc, spec) switch
    {
        ({ } number, _) => new($"RFC {number} §{section}", $"https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"),
        (_, { } address) => new("OpenID Connect", address),
        _ => null,
    };
}

/// <summary>What an exchange is about.</summary>
internal sealed record StepExplanation(string Title, string Request, string Answer, string About, int? Rfc, string? Section, string? Spec)
{
    public Rule? Rule => Rule.Of(Rfc, Section, Spec);
}

/// <summary>What a parameter is for, and what an attacker would do without it.</summary>
internal sealed record ParameterExplanation(string Purpose, string Without, int? Rfc, string? Section, string? Spec)
{
    public Rule? Rule => Rule.Of(Rfc, Section, Spec);
}

/// <summary>What a refusal means.</summary>
internal sealed record ErrorExplanation(string Meaning, int? Rfc, string? Section, string? Spec)
{
    public Rule? Rule => Rule.Of(Rfc, Section, Spec);
}

/// <summary>The words of the field, in one sentence each. The texts stand in the JSON files beside this one.</summary>
internal static class Glossary
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly Dictionary<string, StepExplanation> Steps = Load<StepExplanation>("steps.json");
    private static readonly Dictionary<string, ParameterExplanation> Parameters = Load<ParameterExplanation>("parameters.json");
    private static readonly Dictionary<string, ErrorExplanation> Errors = Load<ErrorExplanation>("errors.json");
    private static readonly Dictionary<string, string> Claims = Load<string>("claims.json");

    public static StepExplanation Step(string name) => Steps.GetValueOrDefault(name) ?? new(
        name.Replace('_', ' '), "request", "answer", "A step that this version has no words for.", null, null, null);

    public static ParameterExplanation? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public static ErrorExplanation? Error(string? code) => code is null ? null : Errors.GetValueOrDefault(code);

    public static string? Claim(string name) => Claims.GetValueOrDefault(name);

    private static Dictionary<string, T> Load<T>(string file)
    {
        using var stream = typeof(Glossary).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is missing from the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, T>>(stream, Format)!;
    }
}
