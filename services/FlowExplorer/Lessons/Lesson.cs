using System.Text.Json;
using OAuthDemo.FlowExplorer.Explaining;

namespace OAuthDemo.FlowExplorer.Lessons;

/// <summary>Half a page about one idea, and the real flow that shows it.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Summary">What it is about, in a line.</param>
/// <param name="Text">The paragraphs.</param>
/// <param name="Start">Where the real flow begins; none where a program begins it by itself.</param>
/// <param name="Watch">The grant whose flows belong to it.</param>
/// <param name="Rules">Where it is written.</param>
internal sealed record Lesson(string Name, string Title, string Summary, IReadOnlyList<string> Text, LessonStart? Start, string Watch, IReadOnlyList<LessonRule> Rules)
{
    public static IReadOnlyList<Lesson> All { get; } = Load();

    private static List<Lesson> Load()
    {
        using var stream = typeof(Lesson).Assembly.GetManifestResourceStream("lessons.json")
            ?? throw new InvalidOperationException("lessons.json is missing from the assembly.");
        return JsonSerializer.Deserialize<List<Lesson>>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A page to begin at.</summary>
internal sealed record LessonStart(string At, string Path, string Label);

/// <summary>A place in a specification.</summary>
internal sealed record LessonRule(int? Rfc, string? Section, string? Spec)
{
    public Rule Rule => Rule.Of(Rfc, Section, Spec)!;
}
