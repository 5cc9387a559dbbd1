using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OAuthDemo.FlowExplorer.Export;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.Unit.FlowExplorer;

public sealed class ExportTests
{
    private static readonly Flow Flow = Flow.Of(new SampleFlow("a").Reports().ToList(), leftOut: 0);
    private static readonly Addresses Addresses = new(new ConfigurationBuilder().Build());

    [Fact]
    public void A_har_has_an_entry_for_each_step_with_all_that_the_format_demands()
    {
        using var har = JsonDocument.Parse(Har.Write(Flow, Addresses));
        var entries = har.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray().ToList();

        entries.Count.ShouldBe(Flow.Steps.Count);
        foreach (var entry in entries)
        {
            Uri.IsWellFormedUriString(entry.GetProperty("request").GetProperty("url").GetString(), UriKind.Absolute).ShouldBeTrue();
            foreach (var name in new[] { "startedDateTime", "time", "request", "response", "cache", "timings" })
                entry.TryGetProperty(name, out _).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task A_web_page_to_take_away_has_no_mistake_and_asks_for_nothing_from_outside()
    {
        await using var services = new ServiceCollection().AddSingleton(Addresses).AddSingleton(TimeProvider.System).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<FlowDocument>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Flow"] = Flow }))).ToHtmlString());

        var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument("<!DOCTYPE html>\n" + html);

        page.QuerySelectorAll("article.step").Length.ShouldBe(Flow.Steps.Count);
        page.QuerySelectorAll("script, link, img, iframe").ShouldBeEmpty();
    }

    [Fact]
    public void Mermaid_and_PlantUML_have_a_line_for_each_arrow()
    {
        Mermaid.Write(Flow).Split('\n').Count(line => line.Contains(">>", StringComparison.Ordinal)).ShouldBe(Flow.Arrows.Count);
        PlantUml.Write(Flow).Split('\n').Count(line => line.Contains("-> ", StringComparison.Ordinal)).ShouldBe(Flow.Arrows.Count);
    }

    [Fact]
    public void What_a_stranger_puts_into_an_error_cannot_break_out_of_a_diagram()
    {
        var hostile = new SampleFlow("a").Reports().Select(report => report with
        {
            Outcome = Outcome.Refused,
            Error = "x;\nend\n@enduml\nparticipant <b>#",
        });
        var flow = Flow.Of(hostile.ToList(), 0);

        Mermaid.Write(flow).Split('\n').ShouldNotContain(line => line.TrimStart().StartsWith("end", StringComparison.Ordinal));
        PlantUml.Write(flow).Split('\n').Count(line => line.StartsWith("@enduml", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_secret_becomes_a_variable_in_what_is_to_be_sent_again()
    {
        var token = new SampleFlow("0123456789ab").Reports().First(report => report.Name == "token_request") with
        {
            Method = "POST",
            Endpoint = "/connect/token",
            Request = [new("grant_type", "authorization_code"), new("code", "sha256:0123456789ab"), new("note", "it's")],
        };
        var exchange = Sequence.Exchanges([token])[0];

        var curl = Repeat.AsCurl(exchange, "http://localhost:8080");
        curl.ShouldContain("'code='\"$CODE\"''");
        curl.ShouldContain("'note=it'\\''s'");
        curl.ShouldContain("'http://localhost:8080/connect/token'");
        var file = Repeat.AsHttpFile(exchange, "http://localhost:8080");
        file.ShouldContain("@code = ");
        file.ShouldContain("code={{code}}");
    }
}
