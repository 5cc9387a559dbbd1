using System.Net;
using System.Net.Sockets;

namespace OAuthDemo.EndToEnd;

public sealed class AppHostFailureTests
{
    [Fact]
    public async Task A_taken_port_is_one_clear_line_and_ends_the_start_at_once()
    {
        await using var system = new AppHostProcess();
        using var other = new TcpListener(IPAddress.Loopback, system.Bank.Port);
        other.Start();

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.Split('\n').Where(line => line.Contains($"{system.Bank.Port}", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldMatch($"^Port {system.Bank.Port} of gateway is taken .* --Ports:gateway=[0-9]+ \\(or Ports__gateway\\)");
    }

    [Fact]
    public async Task A_service_that_dies_fails_the_start_with_the_last_lines_of_its_log()
    {
        await using var system = new AppHostProcess { Environment = new Dictionary<string, string> { ["Kestrel__Endpoints__Broken__Url"] = "no-such-address" } };

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.ShouldMatch("(?m)^[a-z-]+ ended with exit code [0-9]+ during the start. The last lines of its log");
        system.Output.ShouldMatch("(?m)^    .*no-such-address");
        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_too_slow_fails_the_start()
    {
        await using var system = new AppHostProcess { Arguments = ["--Runner:StartTimeoutSeconds=0.1"] };

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.ShouldContain("was not healthy within 0.1 s (Runner:StartTimeoutSeconds)");
    }

    [Theory]
    [InlineData("--Ports:gateway=ninety", 1, "Ports:gateway is 'ninety': give a whole number from 1 to 65535")]
    [InlineData("--Replicas:bank-api=0", 1, "Replicas:bank-api is '0': give a whole number from 1 to 9")]
    [InlineData("--rest", 2, "'--rest' is not known here.")]
    [InlineData("publish", 2, "publish and --to compose|kubernetes belong together.")]
    [InlineData("--postgres=file.db", 1, "--postgres takes the connection string of a PostgreSQL server")]
    [InlineData("--postgres=Host=127.0.0.1;Port=1;Username=nobody", 1, "PostgreSQL at 127.0.0.1:1 cannot be used: Failed to connect")]
    [InlineData("--help", 0, "dotnet run --project AppHost -- walkthrough")]
    public async Task A_command_line_is_answered_in_plain_words(string argument, int exitCode, string said)
    {
        await using var system = new AppHostProcess { Arguments = [argument] };

        (await system.Launch().EndAsync()).ShouldBe(exitCode);

        system.Output.ShouldContain(said);
        system.Output.ShouldNotContain("   at ");
    }
}
