using System.Net.Sockets;
using System.Text;
using OAuthDemo.Containers.Machine;

namespace OAuthDemo.Containers.Deployed;

/// <summary>A service that is told to go (SIGTERM) still answers what it was asked. It can come back.</summary>
[Collection(nameof(OnServices))]
public sealed class DrainTests(ServiceSystem system)
{
    private const string Body = "grant_type=authorization_code&client_id=nobody&code=none";

    [ContainerTheory(Needs.Services)]
    [InlineData("gateway")]
    [InlineData("authorization-server")]
    public async Task A_request_that_is_under_way_gets_its_answer_and_then_the_service_ends_well(string service)
    {
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", system[service].GetMappedPublicPort(8080), TestContext.Current.CancellationToken);
        var stream = line.GetStream();
        await SayAsync(stream, $"POST /connect/token HTTP/1.1\r\nHost: {system.Bank.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        using var answers = new StreamReader(stream, Encoding.ASCII);
        (await answers.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 100 Continue"); // the service waits for the rest

        var stopping = system[service].StopAsync(TestContext.Current.CancellationToken);
        await UntilNobodyIsLetInAsync(system[service].GetMappedPublicPort(8080), stopping);
        await SayAsync(stream, Body);

        (await answers.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("\"error\":");
        await stopping;
        (await system[service].GetExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        await system[service].StartAsync(TestContext.Current.CancellationToken);
    }

    [ContainerFact(Needs.Services)]
    public async Task The_worker_ends_well_too()
    {
        await system["statement-worker"].StopAsync(TestContext.Current.CancellationToken);

        (await system["statement-worker"].GetExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        await system["statement-worker"].StartAsync(TestContext.Current.CancellationToken);
    }

    private static Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    // The signal has arrived when the service closes its door to new requests.
    private static async Task UntilNobodyIsLetInAsync(int port, Task stopping)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        while (!stopping.IsCompleted)
        {
            try
            {
                await http.GetAsync(new Uri($"http://127.0.0.1:{port}/alive"), TestContext.Current.CancellationToken);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
            catch (Exception closed) when (closed is HttpRequestException or TaskCanceledException)
            {
                return;
            }
        }
    }
}
