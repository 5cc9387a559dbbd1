using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OAuthDemo.Integration.Demo;
using OAuthDemo.Integration.FlowExplorer;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace OAuthDemo.Integration;

/// <summary>
/// There are two receivers of telemetry: the one that Aspire or an operator names takes everything, the explorer takes the spans of the
/// protocol.
/// </summary>
public sealed class TelemetryTests
{
    private const string Http = "Microsoft.AspNetCore";

    [Fact]
    public async Task The_dashboard_receives_traces_logs_and_metrics_and_the_explorer_only_protocol_spans()
    {
        await using var dashboard = await Collector.StartAsync();
        await using var explorer = await Collector.StartAsync();
        await PlayAsync(dashboard.AsDashboard().Concat(WatchedSystem.WatchedBy(explorer.Address)).ToDictionary());

        foreach (var source in (string[])[Http, "System.Net.Http", ProtocolTelemetry.SourceName])
            dashboard.Spans.ShouldContain(span => span.Source == source, source);
        dashboard.Text("logs").ShouldNotBeEmpty();
        dashboard.Text("metrics").ShouldContain("http.server.request.duration");
        ShouldHaveOnlyProtocolSpans(explorer);
        foreach (var exported in (string[])[dashboard.Text("traces"), explorer.Text("traces")])
        {
            exported.ShouldNotContain(dashboard.GrpcAddress.Authority, Case.Insensitive, "an export is not traced");
            exported.ShouldNotContain(explorer.Address.Authority, Case.Insensitive, "an export is not traced");
        }
    }

    [Fact]
    public async Task The_explorer_alone_receives_protocol_spans()
    {
        await using var explorer = await Collector.StartAsync();
        await PlayAsync(WatchedSystem.WatchedBy(explorer.Address));

        ShouldHaveOnlyProtocolSpans(explorer);
        explorer.Spans.Select(span => Tag(span.Span, "oauth.step")).ShouldContain("token_request");
    }

    [Fact]
    public async Task The_dashboard_alone_receives_everything()
    {
        await using var dashboard = await Collector.StartAsync();
        await PlayAsync(dashboard.AsDashboard());

        dashboard.Spans.ShouldContain(span => span.Source == Http);
        dashboard.Spans.ShouldContain(span => span.Source == ProtocolTelemetry.SourceName);
    }

    [Fact]
    public async Task An_explorer_that_refuses_an_export_is_not_sent_it_again()
    {
        await using var explorer = await Collector.StartAsync(status: 503);
        var builder = Host.CreateApplicationBuilder([$"--ProtocolTracing:Endpoint={explorer.Address}"]);
        builder.AddServiceDefaults();
        using var service = builder.Build();
        Environment.SetEnvironmentVariable("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"); // as Aspire does
        await service.StartAsync(TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", null);
        await Eventually.HoldsAsync(() => Task.FromResult(explorer.Received.Count > 0));
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await service.StopAsync(TestContext.Current.CancellationToken);

        explorer.Received.Select(export => Convert.ToHexString(export.Body)).ShouldBeUnique();
    }

    [Fact]
    public async Task A_trace_leads_from_the_aggregator_through_the_gateway_to_the_authorization_server()
    {
        await using var dashboard = await Collector.StartAsync();
        var ended = new EndedActivities();
        await using var demo = await DemoSystem.StartAsync(new()
        {
            Settings = dashboard.AsDashboard(),
            Amend = services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(ended)),
        });

        await demo.Person().ConnectBankAsync();

        await Eventually.HoldsAsync(() => Task.FromResult(ended.All.Any(activity =>
            activity.OperationName == "token_request" && activity.Kind == ActivityKind.Server
            && ended.Ancestors(activity).Count(IsHttpServer) == 3)));
    }

    private static async Task PlayAsync(Dictionary<string, string?> settings)
    {
        await using var demo = await DemoSystem.StartAsync(new() { Settings = settings });
        await demo.Person().ConnectBankAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // after the first heartbeat
    }

    private static void ShouldHaveOnlyProtocolSpans(Collector explorer)
    {
        explorer.Received.ShouldAllBe(export => export.Path == "/v1/traces");
        explorer.Spans.Where(span => span.Source.Length > 0).ShouldAllBe(span => span.Source == ProtocolTelemetry.SourceName);
        explorer.Spans.ShouldContain(span => span.Source.Length == 0, "a heartbeat");
        explorer.Spans.Where(span => span.Source.Length == 0).ShouldAllBe(heartbeat => heartbeat.Span.Attributes.Count == 0);
    }

    private static bool IsHttpServer(Activity activity) => activity.Kind == ActivityKind.Server && activity.Source.Name == Http;

    private static string? Tag(OAuthDemo.FlowExplorer.Receiving.Span span, string name) =>
        span.Attributes.FirstOrDefault(attribute => attribute.Key == name)?.Value.Text;

    private sealed class EndedActivities : BaseProcessor<Activity>
    {
        private readonly ConcurrentDictionary<string, Activity> _activities = [];

        public IEnumerable<Activity> All => _activities.Values;

        public override void OnEnd(Activity data) => _activities[data.SpanId.ToHexString()] = data;

        public IEnumerable<Activity> Ancestors(Activity activity)
        {
            while (_activities.TryGetValue(activity.ParentSpanId.ToHexString(), out var parent) && parent.TraceId == activity.TraceId)
                yield return activity = parent;
        }
    }
}
