using System.Globalization;
using System.Text.Json;
using OAuthDemo.Benchmarks.Systems;
using Spectre.Console;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>Shows results as a table, and keeps them as JSON and as a picture.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true };

    public static void Show(IReadOnlyList<Result> results)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (var column in (string[])["work", "per second", "least–most", "of bare", "wanted", "reached", "half load: median, p99"])
            table.AddColumn(column);
        foreach (var result in results)
            table.AddRow([.. Cells(result).Select(Markup.Escape)]);
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
        if (results[^1].Memory.Count > 0)
            AnsiConsole.WriteLine("Memory after it: " + string.Join(", ", results[^1].Memory.Select(service => $"{service.Key} {service.Value} MB")));
    }

    public static void Keep(string work, IReadOnlyList<Result> results)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "benchmarks")).FullName;
        var file = Path.Combine(folder, $"{DateTime.UtcNow:yyyyMMdd-HHmmss}-{work}");
        File.WriteAllText($"{file}.json", JsonSerializer.Serialize(new { at = DateTime.UtcNow, processors = Environment.ProcessorCount, runtime = Environment.Version.ToString(), results }, _readable));
        File.WriteAllText($"{file}.svg", Plot.Of(results));
        AnsiConsole.WriteLine($"Kept as {file}.json and .svg");
    }

    private static IEnumerable<string> Cells(Result result)
    {
        yield return result.Name;
        yield return Number(result.PerSecond.Median);
        yield return $"{Number(result.PerSecond.Least)}–{Number(result.PerSecond.Most)}";
        yield return result.OfBare.Median.ToString("0.00", CultureInfo.InvariantCulture);
        yield return result.Wanted is { } rate ? Number(rate) : result.WantedOfBare is { } part ? $"{part.ToString("0.00", CultureInfo.InvariantCulture)} of bare" : "";
        yield return result.Reached is { } reached ? reached.ToString("0 %", CultureInfo.InvariantCulture) : "";
        yield return result.AtHalf is { } quiet ? string.Create(CultureInfo.InvariantCulture, $"{quiet.Median:0.0}, {quiet.P99:0.0} ms") : "";
    }

    private static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
