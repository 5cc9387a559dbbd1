using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FlowExplorer.Diagram;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Export;

/// <summary>A flow to take away: <c>/flows/{id}/export/{format}</c>.</summary>
internal static class FlowExports
{
    public static readonly IReadOnlyList<(string Format, string Title)> Formats =
        [("html", "Web page"), ("svg", "SVG"), ("mmd", "Mermaid"), ("puml", "PlantUML"), ("har", "HAR")];

    public static void MapExports(this WebApplication app) =>
        app.MapGet("/flows/{id}/export/{format}", ExportAsync).WithTags("Flows").WithName("ExportFlow")
            .WithSummary("A flow as html, svg, mmd (Mermaid), puml (PlantUML) or har (HTTP Archive)");

    private static async Task<IResult> ExportAsync(
        string id, string format, FlowStore store, Addresses addresses, IServiceProvider services, ILoggerFactory logs)
    {
        if (store.Find(id) is not { } flow) return TypedResults.NotFound();
        return format switch
        {
            "mmd" => File(flow, format, "text/vnd.mermaid", Mermaid.Write(flow)),
            "puml" => File(flow, format, "text/plain", PlantUml.Write(flow)),
            "har" => File(flow, format, "application/json", Har.Write(flow, addresses)),
            "svg" => File(flow, format, "image/svg+xml", await DrawAsync<SequenceDiagram>(new() { ["Flow"] = flow, ["Standalone"] = true }, services, logs)),
            "html" => File(flow, format, "text/html", "<!DOCTYPE html>\n" + await DrawAsync<FlowDocument>(new() { ["Flow"] = flow }, services, logs)),
            _ => TypedResults.NotFound(),
        };
    }

    private static FileContentHttpResult File(Flow flow, string format, string type, string text) => TypedResults.File(
        Encoding.UTF8.GetBytes(text), type + "; charset=utf-8",
        string.Create(CultureInfo.InvariantCulture, $"flow-{flow.StartedAt:yyyyMMdd-HHmmss}.{format}"));

    private static async Task<string> DrawAsync<T>(Dictionary<string, object?> parameters, IServiceProvider services, ILoggerFactory logs)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
