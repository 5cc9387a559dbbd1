using System.ComponentModel;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Api;

internal sealed record FlowList(IReadOnlyList<FlowSummary> Flows);

internal sealed record FlowSummary(
    string Id,
    string? Grant,
    string? Client,
    string? Person,
    DateTimeOffset StartedAt,
    double DurationMs,
    [property: Description("open, done or refused.")] string Result,
    string? Error,
    int Steps,
    [property: Description("Whether services only asked each other, as they do when they start.")] bool BetweenServices)
{
    public static FlowSummary Of(Flow flow) => new(
        flow.Id, flow.Grant, flow.Client, flow.Person, flow.StartedAt, flow.Duration.TotalMilliseconds,
        Term(flow.Result), flow.Error, flow.Steps.Count, flow.IsBetweenServices);

    private static string Term(FlowResult result) =>
        result switch { FlowResult.Done => "done", FlowResult.Refused => "refused", _ => "open" };
}

internal sealed record FlowDetails(
    FlowSummary Flow,
    [property: Description("In the order of the requests.")] IReadOnlyList<StepJson> Steps,
    [property: Description("How many reports were dropped from the middle of a very long flow.")] int LeftOut)
{
    public static FlowDetails Of(Flow flow) => new(FlowSummary.Of(flow), [.. flow.Steps.Select(StepJson.Of)], flow.LeftOut);
}

internal sealed record StepJson(
    int Number,
    string Exchange,
    [property: Description("The exchange during which this one happened.")] string? Within,
    [property: Description("What it is, such as token_request.")] string Step,
    string Phase,
    string From,
    string To,
    bool ViaGateway,
    [property: Description("front: through the browser; back: between servers.")] string Channel,
    string? Grant,
    string? Method,
    string? Endpoint,
    int? Status,
    [property: Description("ok, pending or refused.")] string Outcome,
    string? Error,
    string? ClientId,
    [property: Description("Parameters as sent; secrets are replaced by sha256: and 12 hex digits.")] IReadOnlyDictionary<string, string> Request,
    IReadOnlyDictionary<string, string> Response,
    DateTimeOffset StartedAt,
    double DurationMs,
    [property: Description("How many equal exchanges in a row this stands for.")] int Times,
    [property: Description("Which services told of it.")] IReadOnlyList<string> ReportedBy)
{
    public static StepJson Of(FlowStep step)
    {
        var exchange = step.Exchange;
        return new StepJson(
            step.Number, exchange.Id, exchange.Within, exchange.Name, step.Phase.Title(), exchange.From.Term(), exchange.To.Term(),
            exchange.ViaGateway, exchange.FrontChannel ? "front" : "back", exchange.Grant, exchange.Method, exchange.Endpoint,
            exchange.Status, Term(exchange.Outcome), exchange.Error, exchange.ClientId,
            exchange.Request.ToDictionary(field => field.Name, field => field.Value),
            exchange.Response.ToDictionary(field => field.Name, field => field.Value),
            DateTimeOffset.UnixEpoch.AddTicks(exchange.StartedAt / 100), exchange.Duration.TotalMilliseconds, step.Times, exchange.ReportedBy);
    }

    private static string Term(Outcome outcome) =>
        outcome switch { Flows.Outcome.Refused => "refused", Flows.Outcome.Pending => "pending", _ => "ok" };
}
