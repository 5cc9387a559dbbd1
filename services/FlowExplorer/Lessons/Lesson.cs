using System.Text.Json;
using OAuthDemo.FlowExplorer.Explaining;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Lessons;

/// <summary>Half a page about one idea, and the real flow that shows it.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Summary">What it is about, in a line.</param>
/// <param name="Text">The paragraphs.</param>
/// <param name="Start">Where the real flow begins.</param>
/// <param name="Watch">What its flows are known by: a grant, a step, a client or a scope.</param>
/// <param name="Rules">Where it is written.</param>
internal sealed record Lesson(string Name, string Title, string Summary, IReadOnlyList<string> Text, LessonStart Start, string Watch, IReadOnlyList<LessonRule> Rules)
{
    public static IReadOnlyList<Lesson> All { get; } = Load();

    /// <summary>Whether a flow is an example of what the lesson is about.</summary>
    public bool Shows(Flow flow) => flow.Steps.Any(step =>
        step.Exchange.Grant == Watch || step.Exchange.Name == Watch || step.Exchange.ClientId == Watch
        || step.Exchange.Request.Any(field => field.Name == "scope" && field.Value.Split(' ').Contains(Watch)));

    private static List<Lesson> Load()
    {
        using var stream = typeof(Lesson).Assembly.GetManifestResourceStream("lessons.json")
            ?? throw new InvalidOperationException("lessons.json is missing from the assembly.");
        return JsonSerializer.Deserialize<List<Lesson>>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>Where to begin: a page of the client or of the bank, or something that this page does itself.</summary>
internal sealed record LessonStart(string At, string Path, string Label)
{
    public bool IsLab => Path.StartsWith("labs/", StringComparison.Ordinal);
}

/// <summary>A place in a specification.</summary>
internal sealed record LessonRule(int? Rfc, string? Section, string? Spec)
{
    public Rule Rule => Rule.Of(Rfc, Section, Spec)!;
}
