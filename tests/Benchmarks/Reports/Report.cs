using System.Globalization;
using System.Text.Json;
using OAuthDemo.Benchmarks.Systems;
using Spectre.Console;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>Shows what was measured as tables, and keeps it as JSON and as a picture.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Show(IReadOnlyList<Section> sections)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        foreach (var section in sections)
        {
            AnsiConsole.WriteLine();
            AnsiConsole.WriteLine(section.Title);
            var table = new Table().Border(TableBorder.Markdown);
            foreach (var column in section.Columns)
                table.AddColumn(Markup.Escape(column));
            foreach (var row in section.Rows)
                table.AddRow([.. row.Select(Markup.Escape)]);
            AnsiConsole.Write(table);
            if (section.Note is { } note)
                AnsiConsole.WriteLine(note);
        }
    }

    /// <param name="folder">Made when it is missing; artifacts/benchmarks when null.</param>
    /// <param name="work">What was asked for.</param>
    /// <param name="sections">What came of it.</param>
    public static void Keep(string? folder, string work, IReadOnlyList<Section> sections)
    {
        folder = Directory.CreateDirectory(folder ?? Path.Combine(Repository.Root, "artifacts", "benchmarks")).FullName;
        var now = DateTime.UtcNow;
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{work}"));
        var machine = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
        File.WriteAllText($"{file}.json", JsonSerializer.Serialize(
            new { at = now, work, release = Repository.IsRelease, processors = Environment.ProcessorCount, runtime = Environment.Version.ToString(), sections }, _readable));
        File.WriteAllText($"{file}.svg", Plot.Of($"OAuthDemo, {work}: how much of what is wanted was reached", machine, sections));
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"Kept as {file}.json and .svg");
    }
}
