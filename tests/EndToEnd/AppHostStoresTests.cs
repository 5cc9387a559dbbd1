using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd;

public sealed class AppHostStoresTests
{
    [Fact]
    public async Task Stores_stay_as_they_are_over_a_restart_until_a_reset()
    {
        await using var first = new AppHostProcess();
        await first.InitializeAsync();
        var secrets = await SecretsAsync(first);
        await first.StopAsync();

        await using var second = new AppHostProcess { DataFolder = first.DataFolder };
        await second.InitializeAsync();
        (await SecretsAsync(second)).ShouldBe(secrets);
        await second.StopAsync();

        await using var third = new AppHostProcess { Arguments = ["--reset"], DataFolder = first.DataFolder };
        await third.InitializeAsync();
        third.Output.ShouldMatch($"(?m)^Reset {Regex.Escape(first.DataFolder)}: deleted .*secrets.json");
        (await SecretsAsync(third)).ShouldNotBe(secrets);
    }

    private static Task<string> SecretsAsync(AppHostProcess system) =>
        File.ReadAllTextAsync(Path.Combine(system.DataFolder, "secrets.json"), TestContext.Current.CancellationToken);
}
