namespace OAuthDemo.EndToEnd;

/// <summary>README's second command, on its own.</summary>
public sealed class AppHostWalkthroughTests
{
    [Fact]
    public async Task It_starts_the_system_without_a_word_plays_every_flow_and_stops_the_system()
    {
        await using var walkthrough = new AppHostProcess { Arguments = ["walkthrough"] };

        (await walkthrough.Launch().EndAsync()).ShouldBe(0, walkthrough.Output);

        walkthrough.Output.ShouldBeWalkthrough();
        if (OperatingSystem.IsLinux())
            (await walkthrough.RemainingProcessesAsync()).ShouldBeEmpty();
    }
}
