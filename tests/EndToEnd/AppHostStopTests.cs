namespace OAuthDemo.EndToEnd;

public sealed class AppHostStopTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_stops_gracefully_and_leaves_nothing_behind(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var system = new AppHostProcess();
        await system.InitializeAsync();

        system.Processes().ShouldNotBeEmpty();
        var (exitCode, took) = await system.StopAsync(signal);

        exitCode.ShouldBe(0);
        system.Output.ShouldContain("Application is shutting down...");
        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
        output.WriteLine($"Stopped within {took.TotalSeconds:0.00} s.");
        took.ShouldBeLessThan(TimeSpan.FromSeconds(6), "no service should have to be killed");
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    [InlineData(5.0)]
    public async Task Nothing_survives_when_it_is_killed_at_whatever_moment(double afterSeconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        await using var system = new AppHostProcess();
        system.Launch();
        await Task.Delay(TimeSpan.FromSeconds(afterSeconds), TestContext.Current.CancellationToken);

        await system.SignalAsync("KILL");
        await system.EndAsync();

        (await system.RemainingProcessesAsync()).ShouldBeEmpty();
    }
}
