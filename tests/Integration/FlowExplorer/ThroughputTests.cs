using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using OAuthDemo.FlowExplorer;
using OAuthDemo.FlowExplorer.Receiving;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>How much the explorer takes in.</summary>
public sealed class ThroughputTests
{
    private const int Flows = 1_000;
    private const int StepsOfEach = 20;
    private const int StepsOfABatch = 500;

    [Fact]
    public async Task Two_thousand_steps_a_second_come_in_without_a_loss()
    {
        await using var explorer = new DemoService<FlowExplorerService>("flow-explorer", FreePorts.Next(), new Dictionary<string, string?>(), new DemoClock(), new LogLines());
        await explorer.StartAsync();
        using var http = new HttpClient { BaseAddress = explorer.Address };
        var batches = Steps().Chunk(StepsOfABatch).Select(Export).ToList();

        var watch = Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            using var content = new ByteArrayContent(batch);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            (await http.PostAsync("v1/traces", content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }

        var rate = Flows * StepsOfEach / watch.Elapsed.TotalSeconds;
        TestContext.Current.SendDiagnosticMessage("{0:0} steps a second", rate);
        rate.ShouldBeGreaterThan(2_000);
        var list = await http.GetFromJsonAsync<JsonElement>("api/flows?most=1000", TestContext.Current.CancellationToken);
        list.GetProperty("flows").GetArrayLength().ShouldBe(Flows);
        list.GetProperty("flows").EnumerateArray().Sum(flow => flow.GetProperty("steps").GetInt32()).ShouldBe(Flows * StepsOfEach);
    }

    // All flows run at the same time, so that each batch touches many of them.
    private static IEnumerable<Span> Steps() =>
        from step in Enumerable.Range(0, StepsOfEach)
        from flow in Enumerable.Range(0, Flows)
        select Step(flow, step);

    private static Span Step(int flow, int step)
    {
        var id = BitConverter.GetBytes((flow * 1_000L) + step + 1);
        var at = 1_790_000_000_000_000_000UL + (((ulong)flow + ((ulong)step * Flows)) * 100_000);
        var span = new Span
        {
            TraceId = ByteString.CopyFrom([.. id, .. id]),
            SpanId = ByteString.CopyFrom(id),
            StartTimeUnixNano = at,
            EndTimeUnixNano = at + 50_000,
        };
        foreach (var (key, value) in new[]
        {
            ("oauth.step", "token_request"), ("oauth.from", "client"), ("oauth.to", "authorization_server"), ("oauth.seen_by", "receiver"), ("oauth.outcome", "ok"),
            ("oauth.client_id", $"client-{flow}"), ("oauth.endpoint", "/connect/token"), ("http.request.method", "POST"), ("http.response.status_code", "200"),
            ("oauth.request.grant_type", "refresh_token"), ("oauth.request.refresh_token", $"sha256:{flow:x12}"), ("oauth.key.state", $"sha256:{flow:x12}"),
        })
            span.Attributes.Add(new OAuthDemo.FlowExplorer.Receiving.Attribute { Key = key, Value = new Value { Text = value } });
        return span;
    }

    private static byte[] Export(IEnumerable<Span> spans)
    {
        var scope = new ScopeSpans { Scope = new Scope { Name = "OAuthDemo.Protocol" } };
        scope.Spans.AddRange(spans);
        return new TraceExport { ResourceSpans = { new ResourceSpans { ScopeSpans = { scope } } } }.ToByteArray();
    }
}
