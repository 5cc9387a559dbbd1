using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OAuthDemo.Integration.FlowExplorer;
using OAuthDemo.ServiceDefaults.Telemetry;

namespace OAuthDemo.Integration;

/// <summary>
/// Programs on a machine whose environment names an HTTP proxy that does not answer. They run as processes, because a process reads
/// that environment once.
/// </summary>
public sealed class BehindProxyTests : IAsyncLifetime
{
    private const string Key = "a-key-of-the-dashboard";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<Process> _processes = [];
    private Collector _dashboard = null!;
    private Collector _explorer = null!;
    private Uri _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        (_dashboard, _explorer) = (await Collector.StartAsync(), await Collector.StartAsync());
        var settings = _dashboard.AsDashboard();
        settings["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={Key}";
        settings["ProtocolTracing__Endpoint"] = _explorer.Address.AbsoluteUri;
        var opened = await Start("AllInOne", settings, "--urls=http://127.0.0.1:0", "--ClientSecrets:classroom-machine=secret-of-the-test")
            .ReadUntilAsync("Harbour Bank is open at ");
        _issuer = new(opened.Split(' ')[^1]);
    }

    [Fact]
    public async Task A_token_is_issued_and_checked_and_telemetry_arrives()
    {
        var token = await TokenAsync();
        await _http.GetStringAsync(new Uri(_issuer, "?code=code-of-the-test"), TestContext.Current.CancellationToken);

        // With a valid token that has another scope: the gateway and the API have fetched keys and asked the authorization server.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_issuer, "api/accounts"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_scope");

        await Demo.Eventually.HoldsAsync(() => Task.FromResult(
            ((string[])["traces", "logs", "metrics"]).All(signal => _dashboard.Text(signal).Length > 0)
            && _explorer.Spans.Any(span => span.Source == ProtocolTelemetry.SourceName)));
        _dashboard.Text().ShouldNotContain("code-of-the-test", Case.Sensitive, "although Aspire asks for queries as they are");
        _dashboard.Received.ShouldAllBe(export => export.Headers["x-otlp-api-key"] == Key);
        _explorer.Received.ShouldAllBe(export => !export.Headers.Values.Contains(Key) && !export.Headers.ContainsKey("x-otlp-api-key"));
    }

    [Fact]
    public async Task A_terminal_client_reaches_the_bank() =>
        await Start("TvApp", new() { ["OAuth__Issuer"] = _issuer.AbsoluteUri }).ReadUntilAsync("Asking the bank again");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _http.Dispose();
        await _dashboard.DisposeAsync();
        await _explorer.DisposeAsync();
    }

    private async Task<string> TokenAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "statements:run",
            ["client_id"] = "classroom-machine",
            ["client_secret"] = "secret-of-the-test",
        });
        using var answer = await _http.PostAsync(new Uri(_issuer, "connect/token"), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return body.GetProperty("access_token").GetString()!;
    }

    private Output Start(string program, Dictionary<string, string?> settings, params string[] arguments)
    {
        // artifacts/bin/Integration/CONFIGURATION
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var assembly = Path.Combine(here.Parent!.Parent!.FullName, program, here.Name, $"OAuthDemo.{program}.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
            (start.Environment[variable], start.Environment[variable.ToLowerInvariant()]) = ("http://127.0.0.1:9", "http://127.0.0.1:9");
        (start.Environment["NO_PROXY"], start.Environment["no_proxy"]) = ("", "");
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        _processes.Add(process);
        return new(process);
    }

    private sealed class Output(Process process)
    {
        public async Task<string> ReadUntilAsync(string text)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                lines.Add(line);
                if (line.Contains(text, StringComparison.Ordinal)) return line;
            }

            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            throw new InvalidOperationException($"It ended without '{text}': {string.Join('\n', lines)} {errors}");
        }
    }
}
