using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Api;

/// <summary>The flows as JSON, so that a test can assert on what went over the wire.</summary>
internal static class FlowApi
{
    public static void MapFlows(this WebApplication app)
    {
        app.MapOpenApi("/api/openapi.json");

        var flows = app.MapGroup("/api/flows").WithTags("Flows");
        flows.MapGet("/", List).WithName("ListFlows").WithSummary("The flows of the last while, newest first");
        flows.MapGet("/{id}", Get).WithName("GetFlow").WithSummary("One flow with all its steps");
    }

    private static Ok<FlowList> List(
        FlowStore store,
        [Description("Only the flow that knows this correlation key, as kind:fingerprint, such as state:sha256:0123456789ab.")] string? key = null,
        [Description("Only flows of this client.")] string? client = null,
        [Description("Only flows that began at this time or later, as 2026-01-31T12:00:00Z.")] DateTimeOffset? since = null,
        [Description("At most so many, up to 1000.")] int most = 100)
    {
        var known = key is null ? store.Newest(Math.Clamp(most, 1, 1000)) : store.FindByKey(key) is { } one ? [one] : [];
        return TypedResults.Ok(new FlowList([.. known.Where(flow => (client is null || flow.Client == client) && !(flow.StartedAt < since)).Select(FlowSummary.Of)]));
    }

    private static Results<Ok<FlowDetails>, NotFound> Get(
        [Description("The id of the flow, or of any of its exchanges.")] string id, FlowStore store) =>
        store.Find(id) is { } flow ? TypedResults.Ok(FlowDetails.Of(flow)) : TypedResults.NotFound();
}
