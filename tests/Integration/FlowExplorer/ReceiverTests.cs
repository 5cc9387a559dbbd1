using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Google.Protobuf;
using OAuthDemo.FlowExplorer;
using OAuthDemo.FlowExplorer.Receiving;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>OTLP over HTTP, as exporters send it and as nobody should.</summary>
public sealed class ReceiverTests : IAsyncLifetime
{
    private readonly DemoService _explorer =
        new DemoService<FlowExplorerService>("flow-explorer", FreePorts.Next(), new Dictionary<string, string?>(), new DemoClock(), new LogLines());

    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        await _explorer.StartAsync();
        _http.BaseAddress = _explorer.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_step_is_received_packed_or_not(bool packed)
    {
        (await SendAsync(Export(Step()).ToByteArray(), packed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FlowsAsync()).ShouldContain("\"client\":\"finance-aggregator\"");
    }

    [Fact]
    public async Task The_same_export_twice_is_one_step()
    {
        await SendAsync(Export(Step()).ToByteArray());
        await SendAsync(Export(Step()).ToByteArray());
        (await FlowsAsync()).ShouldContain("\"steps\":1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_that_are_no_export_are_400(bool saysPacked)
    {
        var content = Content([0xFF, 0xFF, 0xFF, 1, 2, 3]);
        if (saysPacked) content.Headers.ContentEncoding.Add("gzip");
        var answer = await _http.PostAsync("v1/traces", content, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-protobuf");
    }

    [Fact]
    public async Task Another_media_type_is_415() =>
        (await _http.PostAsync("v1/traces", new StringContent("{}"), TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Too_much_is_413_packed_or_not(bool packed) =>
        (await SendAsync(new byte[9 * 1024 * 1024], packed)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task A_broken_step_is_counted_and_the_others_are_kept()
    {
        var broken = Step();
        broken.SpanId = ByteString.CopyFrom(1);
        var answer = await SendAsync(Export(Step(), broken).ToByteArray());

        var said = TraceExportAnswer.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        said.PartialSuccess.RejectedSpans.ShouldBe(1);
        (await FlowsAsync()).ShouldContain("\"steps\":1");
    }

    [Fact]
    public async Task What_can_be_asked_is_documented_and_what_services_send_is_not_part_of_it()
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync("api/openapi.json", TestContext.Current.CancellationToken));
        document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["/api/flows", "/api/flows/{id}", "/flows/{id}/export/{format}"]);
    }

    [Fact]
    public async Task Flows_can_be_asked_for_from_a_moment_on()
    {
        await SendAsync(Export(Step()).ToByteArray());
        var at = DateTimeOffset.UnixEpoch.AddSeconds(1_790_000_000);

        (await FlowsAsync($"?since={at.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}")).ShouldContain("\"steps\":1");
        (await FlowsAsync($"?since={at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}")).ShouldBe("""{"flows":[]}""");
    }

    [Theory]
    [InlineData("v1/metrics")]
    [InlineData("v1/logs")]
    public async Task Other_telemetry_is_thanked_for(string path) =>
        (await _http.PostAsync(path, Content([]), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

    private Task<string> FlowsAsync(string query = "") => _http.GetStringAsync("api/flows" + query, TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> SendAsync(byte[] body, bool packed = false)
    {
        if (!packed)
        {
            using var plain = new HttpRequestMessage(HttpMethod.Post, "v1/traces") { Content = Content(body), Headers = { ExpectContinue = true } };
            return await _http.SendAsync(plain, TestContext.Current.CancellationToken);
        }

        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest)) await zip.WriteAsync(body, TestContext.Current.CancellationToken);
        var content = Content(zipped.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return await _http.PostAsync("v1/traces", content, TestContext.Current.CancellationToken);
    }

    private static ByteArrayContent Content(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };

    private static Span Step()
    {
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(new byte[15].Append((byte)1).ToArray()),
            SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
            StartTimeUnixNano = 1_790_000_000_000_000_000,
            EndTimeUnixNano = 1_790_000_000_001_000_000,
        };
        foreach (var (key, value) in new[] { ("oauth.step", "token_request"), ("oauth.from", "client"), ("oauth.to", "authorization_server"), ("oauth.client_id", "finance-aggregator") })
            span.Attributes.Add(new OAuthDemo.FlowExplorer.Receiving.Attribute { Key = key, Value = new Value { Text = value } });
        return span;
    }

    private static TraceExport Export(params Span[] spans) => new()
    {
        ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Scope = new Scope { Name = "OAuthDemo.Protocol" }, Spans = { spans } } } } },
    };
}
