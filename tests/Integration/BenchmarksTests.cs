using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace OAuthDemo.Integration;

/// <summary>The benchmarks as a program that one starts: with so little load that the numbers say nothing, but every part of it works.</summary>
public sealed class BenchmarksTests : IDisposable
{
    private const string Short = "--seconds 0.1 --rounds 1";

    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-benchmarks-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_leaves_a_table_numbers_and_a_picture_and_no_process()
    {
        var (exitCode, output, errors) = await RunAsync($"token {Short} --output {_folder}");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("| client credentials, through the gateway |");
        using var numbers = JsonDocument.Parse(await File.ReadAllTextAsync(Directory.GetFiles(_folder, "*-token.json").ShouldHaveSingleItem(), TestContext.Current.CancellationToken));
        numbers.RootElement.GetProperty("sections")[0].GetProperty("data").EnumerateArray()
            .ShouldAllBe(result => result.GetProperty("perSecond").GetProperty("median").GetDouble() > 0 && result.GetProperty("p99").GetProperty("median").GetDouble() > 0);
        XDocument.Load(Directory.GetFiles(_folder, "*-token.svg").ShouldHaveSingleItem()).Descendants().Select(element => element.Value)
            .ShouldContain("client credentials, through the gateway");
        (await RemainingAsync()).ShouldBeEmpty();
    }

    [Fact(Explicit = true)] // a minute: -explicit only
    public async Task A_full_store_is_written_measured_and_tidied()
    {
        var (exitCode, output, errors) = await RunAsync($"growth --rows 400 {Short} --output {_folder}");

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("with 400 consents, grants and tokens each");
        output.ShouldContain("grants and tokens went meanwhile");
        (await RemainingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upon_an_interruption_all_ends_that_was_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent, and processes found, as on Linux.");
        using var run = Launch($"token {Short} --output {_folder}");
        while (await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("warming up", StringComparison.Ordinal))
        {
        }

        Processes().Count.ShouldBeGreaterThan(4);
        using var signal = Process.Start("/bin/sh", ["-c", $"kill -INT {run.Id}"]);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(130);
        (await RemainingAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token --url http://bank.example/token --client a --secret b", "http://bank.example/token is not on this machine: load goes to loopback only.")]
    [InlineData("token --url http://localhost:1/token", "--url goes with token, --client and --secret.")]
    [InlineData("speed", "'speed' is not known here.")]
    [InlineData("token --fast yes", "--fast is not known here.")]
    [InlineData("token --seconds many", "--seconds takes a number from 0.1 to 600, and not 'many'.")]
    public async Task What_cannot_be_done_is_said_together_with_what_can(string arguments, string sentence)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldStartWith(sentence);
        errors.ShouldContain("token           client credentials");
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string arguments)
    {
        using var run = Launch(arguments);
        var text = await Task.WhenAll(run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.ExitCode, text[0], text[1]);
    }

    private Process Launch(string arguments)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)); // artifacts/bin/Integration/CONFIGURATION
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Benchmarks", here.Name, "OAuthDemo.Benchmarks.dll");
        string[] command = ["dotnet", program, .. arguments.Split(' ')];
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command]; // a shell's background job would hand on that it ignores Ctrl+C
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OAUTHDEMO_TEST"] = _mark; // each process that it starts carries it too
        return Process.Start(start)!;
    }

    // After the moment that dying takes.
    private async Task<List<string>> RemainingAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(2) && Processes().Count > 0;)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        return Processes();
    }

    private List<string> Processes() => OperatingSystem.IsLinux() ? [.. Directory.EnumerateDirectories("/proc").Where(Carries)] : [];

    private bool Carries(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains(_mark, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
