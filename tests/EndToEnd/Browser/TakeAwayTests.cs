using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>Whatever is taken away from the explorer is read by a real parser of its format, for every flow that this system has seen.</summary>
[Collection(nameof(DemoInBrowser))]
public sealed class TakeAwayTests(DemoInBrowser demo) : IDisposable
{
    private readonly HttpClient _http = new();

    private static string Parsers => Path.Combine(Here(), "../../Formats");

    [Fact]
    public async Task Mermaid_reads_and_draws_each_flow()
    {
        var library = Path.Combine(Parsers, "node_modules/mermaid/dist/mermaid.min.js");
        Assert.SkipUnless(File.Exists(library), "npm ci in tests/Formats brings Mermaid.");
        await using var visit = await demo.WatchAsync();
        await visit.Page.GotoAsync("about:blank");
        await visit.Page.AddScriptTagAsync(new() { Path = library });

        foreach (var text in await TakenAsync("mmd"))
        {
            await visit.Page.EvaluateAsync("text => mermaid.parse(text)", text); // throws at a mistake
            var actors = await visit.Page.EvaluateAsync<int>(
                "async text => { document.body.innerHTML = (await mermaid.render('drawn', text)).svg; return document.querySelectorAll('.messageText').length; }", text);
            actors.ShouldBe(text.Split('\n').Count(line => line.Contains(": ", StringComparison.Ordinal) && !line.Contains("Note over", StringComparison.Ordinal)), text);
        }
    }

    [Fact]
    public async Task PlantUML_reads_each_flow()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/plantuml"), "apt-get install plantuml brings it.");
        foreach (var text in await TakenAsync("puml")) (await RunAsync("plantuml", ["-syntax"], text)).ShouldStartWith("SEQUENCE");
    }

    [Fact]
    public async Task Each_HTTP_archive_keeps_to_the_schema()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Parsers, "node_modules/har-validator")), "npm ci in tests/Formats brings the schema.");
        foreach (var text in await TakenAsync("har")) await RunAsync("node", [Path.Combine(Parsers, "har.js")], text);
    }

    [Fact]
    public async Task A_browser_draws_each_picture_and_opens_each_page_without_the_explorer()
    {
        await using var visit = await demo.WatchAsync();
        await visit.Page.GotoAsync("about:blank");
        foreach (var svg in await TakenAsync("svg"))
        {
            (await visit.Page.EvaluateAsync<string>("text => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName", svg)).ShouldBe("svg");
            (await visit.Page.EvaluateAsync<int>(
                "async text => { const image = new Image(); image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' })); await image.decode(); return image.naturalHeight; }", svg))
                .ShouldBeGreaterThan(80);
        }

        await visit.Page.Context.SetOfflineAsync(true);
        foreach (var html in (await TakenAsync("html")).Take(3))
        {
            await visit.Page.SetContentAsync(html);
            (await visit.Page.Locator("article.step").CountAsync()).ShouldBe(await visit.Page.Locator("svg.sequence .request").CountAsync());
        }

        await visit.PictureAsync("explorer-page-taken-away");
        visit.Complaints.ShouldBeEmpty();
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<string>> TakenAsync(string format)
    {
        await demo.ConnectedFlowAsync();
        // A refusal, and a name that would end a line, a block or a diagram if it could.
        using (await _http.GetAsync(new Uri(demo.Bank, "api/;end%23%3Cb%3E%25;%22x"), TestContext.Current.CancellationToken))
        {
        }

        var list = await _http.GetFromJsonAsync<JsonElement>(new Uri(demo.Explorer, "api/flows?most=12"), TestContext.Current.CancellationToken);
        var taken = new List<string>();
        foreach (var flow in list.GetProperty("flows").EnumerateArray())
            taken.Add(await _http.GetStringAsync(new Uri(demo.Explorer, $"flows/{flow.GetProperty("id").GetString()}/export/{format}"), TestContext.Current.CancellationToken));
        return taken;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{await said}{await complained}\n{input}");
        return await said;
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
