namespace OAuthDemo.EndToEnd;

/// <summary>However the AppHost ends, nothing of it stays: services, DCP, dashboard.</summary>
public sealed class AppHostStopTests
{
    [Fact]
    public async Task A_service_that_dies_is_told_and_Ctrl_C_still_stops_everything()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var system = new AppHostProcess();
        await system.InitializeAsync();

        await system.KillServiceAsync("BankApi");
        await system.SaysAsync("Restart it in the dashboard: ");

        system.Output.ShouldContain("bank-api ended unexpectedly.");
        system.Output.ShouldContain($"Restart it in the dashboard: {system.Dashboard.AbsoluteUri}login?t=");
        (await system.StopAsync("INT")).ShouldBe(0);
        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
        system.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Ctrl_C_during_the_start_is_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var system = new AppHostProcess();
        system.Launch();
        await system.SaysAsync(" healthy after "); // the first of the services

        (await system.StopAsync("INT")).ShouldBe(1);

        system.Output.Trim().Split('\n')[^1].ShouldBe("Stopped before everything was healthy.");
        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("KILL", 0.3)]
    [InlineData("INT", 0.5)]
    [InlineData("TERM", 1.5)]
    [InlineData("KILL", 3.0)]
    public async Task Nothing_survives_a_signal_at_whatever_moment_of_the_start(string signal, double afterSeconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var system = new AppHostProcess();
        system.Launch();
        await Task.Delay(TimeSpan.FromSeconds(afterSeconds), TestContext.Current.CancellationToken);

        await system.StopAsync(signal);

        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
        system.Output.ShouldNotContain("   at ");
    }
}
