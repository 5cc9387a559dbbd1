using System.Net;
using System.Net.Sockets;

namespace OAuthDemo.EndToEnd;

/// <summary>A mistake is one line that says what to do, and exit code 1 or 2; nobody has to read a stack trace.</summary>
public sealed class AppHostFailureTests
{
    [Theory]
    [InlineData("--Ports:gatway=9080", 2, "'--Ports:gatway' is not known here. Did you mean --Ports:gateway?")]
    [InlineData("--Port=9080", 2, "'--Port' is not known here. Run with --help to see every option.")]
    [InlineData("--rest", 2, "'--rest' is not known here. Did you mean --reset? Run with --help to see every option.")]
    [InlineData("publish", 2, "Option '--to' is required. Run with --help to see every option.")]
    [InlineData("--Ports:gateway=ninety", 1, "Ports:gateway is 'ninety': give a whole number from 1 to 65535")]
    [InlineData("--Ports:gateway=9080 --Ports:flow-explorer=9080", 1, "Ports:flow-explorer and Ports:gateway are both 9080: ")]
    [InlineData("--Replicas:bank-api=0", 1, "Replicas:bank-api is '0': give a whole number from 1 to 9")]
    [InlineData("--Data:Folder=/proc/oauthdemo", 1, "The data folder /proc/oauthdemo cannot be used: ")]
    [InlineData("--Data:Folder=/etc/hosts", 1, "The data folder /etc/hosts cannot be used: ")]
    [InlineData("--postgres=file.db", 1, "--postgres takes the connection string of a PostgreSQL server, as in --postgres \"Host=")]
    [InlineData("--postgres=Host=127.0.0.1;Port=1;Username=nobody", 1, "PostgreSQL at 127.0.0.1:1 cannot be used: Failed to connect")]
    [InlineData("--certificate=/etc/hosts", 1, "--certificate and --certificate-key belong to --https: add it.")]
    public async Task A_mistake_on_the_command_line(string arguments, int exitCode, string said)
    {
        await using var system = new AppHostProcess { Arguments = arguments.Split(' ') };

        (await system.Launch().EndAsync()).ShouldBe(exitCode);

        system.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith(said);
    }

    [Fact]
    public async Task A_mistake_in_a_variable()
    {
        await using var system = new AppHostProcess { Environment = { ["Ports__gatway"] = "9080" } };

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("Ports:gatway is not a setting: there are Ports:gateway, ");
    }

    [Fact]
    public async Task Help_shows_the_commands_and_the_settings()
    {
        await using var system = new AppHostProcess { Arguments = ["--help"] };

        (await system.Launch().EndAsync()).ShouldBe(0);

        system.Output.ShouldContain("walkthrough");
        system.Output.ShouldContain("--Ports:gateway");
    }

    [Fact]
    public async Task A_taken_port()
    {
        await using var system = new AppHostProcess();
        using var other = new TcpListener(IPAddress.Loopback, system.Bank.Port);
        other.Start();

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.Trim().Split('\n').ShouldHaveSingleItem()
            .ShouldMatch($"^Port {system.Bank.Port} of gateway is taken by another program: .* --Ports:gateway=[0-9]+ \\(or Ports__gateway\\)\\.$");
    }

    [Fact]
    public async Task A_mistake_in_a_registration_file_is_shown_with_its_line_and_little_else()
    {
        var folder = Directory.CreateTempSubdirectory("oauthdemo-bank-").FullName;
        var file = Path.Combine(folder, "bank.json");
        await File.WriteAllTextAsync(file, "{\n  \"issuer\":,\n}\n", TestContext.Current.CancellationToken);
        await using var system = new AppHostProcess { Environment = { ["Bank__File"] = file } };

        (await system.Launch().EndAsync()).ShouldBe(1);

        var failure = Failure(system);
        failure[0].ShouldBe("authorization-server ended unexpectedly. The last lines of its log:");
        failure.ShouldContain(line => line.StartsWith("bank.json(2): ", StringComparison.Ordinal));
        failure.Length.ShouldBeLessThan(6);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_damaged_store_is_named_together_with_the_reset()
    {
        await using var system = new AppHostProcess();
        var store = Path.Combine(Directory.CreateDirectory(system.DataFolder).FullName, "authorization-server.db");
        await File.WriteAllTextAsync(store, new string('x', 10_000), TestContext.Current.CancellationToken);

        (await system.Launch().EndAsync()).ShouldBe(1);

        Failure(system).ShouldContain(line => line.Contains($"The store {store} is damaged, or is not a SQLite database.", StringComparison.Ordinal));
        system.Output.ShouldContain("or start with empty stores (--reset).");
        system.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_start_that_takes_too_long()
    {
        await using var system = new AppHostProcess { Arguments = ["--Startup:TimeoutSeconds=0.1"] };

        (await system.Launch().EndAsync()).ShouldBe(1);

        system.Output.ShouldContain("Not healthy within 0.1 s (--Startup:TimeoutSeconds):");
        system.Output.ShouldNotContain("   at ");
    }

    // What is printed when the start has failed: all but where to go, and what became healthy.
    private static string[] Failure(AppHostProcess system) =>
    [
        .. system.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.Contains(" healthy after ", StringComparison.Ordinal)).Skip(2),
    ];
}
