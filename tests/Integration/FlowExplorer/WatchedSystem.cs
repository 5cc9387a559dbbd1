using System.Net.Http.Json;
using System.Text.Json;
using OAuthDemo.FlowExplorer;
using OAuthDemo.FlowExplorer.Explaining;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>A demo system whose services send the spans of the protocol to an explorer of its own.</summary>
internal sealed class WatchedSystem : IAsyncDisposable
{
    private readonly DemoService _explorer;
    private readonly HttpClient _http;

    private WatchedSystem(DemoService explorer, DemoSystem demo) => (_explorer, Demo, _http) = (explorer, demo, new() { BaseAddress = explorer.Address });

    public DemoSystem Demo { get; }

    public HttpClient Explorer => _http;

    public static async Task<WatchedSystem> StartAsync()
    {
        var explorer = new DemoService<FlowExplorerService>("flow-explorer", FreePorts.Next(), new Dictionary<string, string?>(), new DemoClock(), new LogLines());
        await explorer.StartAsync();
        return new WatchedSystem(explorer, await DemoSystem.StartAsync(new() { Settings = WatchedBy(explorer.Address) }));
    }

    /// <summary>The settings that make a service send the spans of the protocol there.</summary>
    public static Dictionary<string, string?> WatchedBy(Uri collector) => new()
    {
        ["ProtocolTracing:Endpoint"] = collector.AbsoluteUri,
        ["ProtocolTracing:ExportIntervalMilliseconds"] = "50",
    };

    /// <summary>The newest flow of this system's aggregator or of a test's client that fits, as soon as there is one.</summary>
    public async Task<JsonElement> FlowAsync(string client, Func<IReadOnlyList<JsonElement>, bool> fits)
    {
        var last = "nothing";
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var list = await _http.GetFromJsonAsync<JsonElement>($"api/flows?client={client}");
            foreach (var summary in list.GetProperty("flows").EnumerateArray())
            {
                var flow = await _http.GetFromJsonAsync<JsonElement>($"api/flows/{summary.GetProperty("id").GetString()}");
                // Every service of this process is heard, also those of systems that run beside this one.
                if (!flow.GetRawText().Contains(Home(client), StringComparison.Ordinal)) continue;
                last = flow.GetRawText();
                if (!fits(StepsOf(flow))) continue;
                Unexplained(flow).ShouldBeEmpty("each parameter that goes over the wire is explained");
                return flow;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The explorer shows no such flow of {client}; it shows {last}");
    }

    public static IReadOnlyList<JsonElement> StepsOf(JsonElement flow) => [.. flow.GetProperty("steps").EnumerateArray()];

    private static IEnumerable<string> Unexplained(JsonElement flow) =>
        from step in StepsOf(flow)
        from side in new[] { "request", "response" }
        from parameter in step.GetProperty(side).EnumerateObject()
        where Glossary.Parameter(parameter.Name) is null && Glossary.Claim(parameter.Name) is null
        select $"{parameter.Name} of {Told(step)}";

    public static string Told(JsonElement step) =>
        $"{step.GetProperty("step").GetString()} {step.GetProperty("outcome").GetString()}{(step.GetProperty("error").GetString() is { } error ? " " + error : "")}";

    public async ValueTask DisposeAsync()
    {
        await Demo.DisposeAsync();
        await _explorer.DisposeAsync();
        _http.Dispose();
    }

    private string Home(string client) =>
        client.StartsWith("finance-aggregator", StringComparison.Ordinal) ? Demo.Addresses.FinanceAggregator!.Authority : Demo.Issuer.Authority;
}
