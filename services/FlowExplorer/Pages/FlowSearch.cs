using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Pages;

/// <summary>Finds flows by whatever a person remembers of them.</summary>
internal static class FlowSearch
{
    public static bool Matches(Flow flow, string search) =>
        search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Texts(flow).Any(text =>
            text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string?> Texts(Flow flow) =>
        new[] { Words.Name(flow), flow.Grant, flow.Client, flow.Person, flow.Error, flow.Result.ToString(), flow.Id }
            .Concat(flow.Steps.SelectMany(step => Texts(step.Exchange)));

    private static IEnumerable<string?> Texts(Exchange exchange) =>
        new[] { exchange.Name, exchange.Endpoint, exchange.Error, exchange.ClientId }
            .Concat(exchange.Request.Concat(exchange.Response).Select(parameter => parameter.Value));
}
