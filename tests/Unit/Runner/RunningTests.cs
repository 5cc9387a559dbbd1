using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OAuthDemo.AppHost.Embedded;

namespace OAuthDemo.Unit.Runner;

public sealed class RunningTests
{
    private const string Forever = "while true; do sleep 0.05; done";

    [Fact]
    public async Task A_service_that_dies_fails_the_start_with_the_last_lines_of_its_log()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var system = new TestSystem();
        system.AddScript("steady", $"echo $$ > pid; {Forever}");
        system.AddScript("doomed", "echo opening the store; echo no such table >&2; sleep 0.3; exit 7").WithHttpEndpoint().WithHttpHealthCheck("/");

        var said = await system.FailToStartAsync();

        said.ShouldStartWith("doomed ended with exit code 7 during the start. The last lines of its log");
        said.ShouldContain("    opening the store");
        said.ShouldContain("    no such table");
        (await EndsAsync(system.Read("pid"))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_service_that_is_not_healthy_in_time_fails_the_start()
    {
        using var system = new TestSystem("--Runner:StartTimeoutSeconds=0.4");
        system.AddScript("mute", $"echo thinking; {Forever}").WithHttpEndpoint().WithHttpHealthCheck("/health");

        var said = await system.FailToStartAsync();

        said.ShouldStartWith("mute was not healthy within 0.4 s (Runner:StartTimeoutSeconds): http://localhost:");
        said.ShouldContain("Connection refused");
        said.ShouldEndWith("    thinking");
    }

    [Fact]
    public async Task Those_who_wait_for_a_dead_service_are_not_left_waiting()
    {
        using var system = new TestSystem();
        var doomed = system.AddScript("doomed", "exit 1").WithHttpEndpoint().WithHttpHealthCheck("/");
        system.AddScript("waiting", "touch started").WaitFor(doomed);

        var started = Stopwatch.GetTimestamp();
        (await system.FailToStartAsync()).ShouldStartWith("doomed ended with exit code 1");

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        File.Exists(Path.Combine(system.Folder, "started")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        using var system = new TestSystem();
        system.Builder.AddExecutable("ghost", "/no/such/program", system.Folder).WithHttpEndpoint().WithHttpHealthCheck("/");

        (await system.FailToStartAsync()).ShouldContain("/no/such/program");
    }

    [Fact]
    public async Task A_taken_port_is_one_line_that_names_the_port_and_the_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var system = new TestSystem();
        system.AddScript("gateway", "true").WithHttpEndpoint(port: port, isProxied: false);

        var said = await system.FailToStartAsync();

        said.ShouldStartWith($"Port {port} of gateway is taken");
        said.ShouldContain("--Ports:gateway=");
        said.ShouldContain("Ports__gateway");
        said.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Each_line_of_a_log_is_shown_behind_the_name_of_its_service_and_kept_in_a_file()
    {
        using var system = new TestSystem();
        system.AddScript("teller", "echo good morning; echo warning >&2; exit 0");
        await RunAsync(system, until: "teller");

        system.Output.ShouldContain("teller | good morning");
        system.Output.ShouldContain("teller | warning");
        system.Read("logs/teller.log").ShouldContain("good morning");
    }

    [Fact]
    public async Task The_log_of_the_start_before_is_kept()
    {
        using var system = new TestSystem();
        system.AddScript("teller", "echo $$");
        await RunAsync(system, until: "teller");
        var first = system.Read("logs/teller.log");
        await RunAsync(system, until: "teller");

        system.Read("logs/teller.previous.log").ShouldBe(first);
        system.Read("logs/teller.log").ShouldNotBe(first);
    }

    [Fact]
    public async Task A_secret_never_reaches_the_terminal_or_a_file()
    {
        using var system = new TestSystem("--Parameters:key=s3cr3t-value");
        system.AddScript("chatty", "echo key is \"$KEY\"").WithEnvironment("KEY", system.Builder.AddParameter("key", secret: true));
        await RunAsync(system, until: "chatty");

        system.Read("logs/chatty.log").ShouldBe("key is (secret)\n");
        system.Output.ShouldNotContain("s3cr3t-value");
    }

    [Fact]
    public async Task A_service_is_asked_to_stop_and_may_finish_its_work()
    {
        using var system = new TestSystem();
        system.AddScript("polite", $"trap 'echo finished > farewell; exit 0' TERM; touch ready; {Forever}");
        await RunAsync(system, until: null, "ready");

        system.Read("farewell").ShouldBe("finished\n");
    }

    [Fact]
    public async Task Nothing_that_a_service_started_is_left_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only setsid gives a service a process group of its own.");
        using var system = new TestSystem();
        system.AddScript("parent", $"sh -c \"trap '' TERM; echo \\$\\$ > child; {Forever}\" & trap 'exit 0' TERM; {Forever}");
        await RunAsync(system, until: null, "child");

        (await EndsAsync(system.Read("child"))).ShouldBeTrue();
    }

    [Fact]
    public async Task The_exit_code_of_a_program_is_told()
    {
        using var system = new TestSystem("--Runner:Foreground=person");
        system.AddScript("person", "exit 3");
        await using var application = system.Builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);

        var ended = await application.ResourceNotifications.WaitForResourceAsync(
            "person", change => change.Snapshot.ExitCode is not null, TestContext.Current.CancellationToken);

        ended.Snapshot.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_shell_that_is_not_bash_hands_on_variables_with_hyphens_too()
    {
        var environment = new Dictionary<string, string> { ["services__bank-api__http__0"] = "http://bank", ["PLAIN"] = "plain" };
        var line = Guardian.Shell(bash: null, environment);
        var start = new ProcessStartInfo(line[0], [.. line.Skip(1), "env"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        output.ShouldContain("services__bank-api__http__0=http://bank\n");
        output.ShouldContain("PLAIN=plain\n");
        line.ShouldNotContain("PLAIN=plain");
    }

    /// <summary>Starts the system, waits until one program has ended or a file is there, stops it.</summary>
    private static async Task RunAsync(TestSystem system, string? until, string? file = null)
    {
        await using var application = system.Builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        if (until is not null)
            await application.ResourceNotifications.WaitForResourceAsync(until, change => change.Snapshot.ExitCode is not null, TestContext.Current.CancellationToken);
        while (file is not null && !File.Exists(Path.Combine(system.Folder, file)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> EndsAsync(string processId)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            try
            {
                // Whom nobody has buried yet has an empty command line.
                if ((await File.ReadAllTextAsync($"/proc/{processId.Trim()}/cmdline")).Length == 0)
                    return true;
            }
            catch (IOException)
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }
}
