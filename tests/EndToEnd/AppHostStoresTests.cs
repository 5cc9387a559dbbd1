using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd;

public sealed class AppHostStoresTests
{
    [Fact]
    public async Task Stores_stay_as_they_are_over_a_restart_until_a_reset()
    {
        var folder = Directory.CreateTempSubdirectory("oauthdemo;stores-").FullName; // A connection string has to quote it.
        await using var first = new AppHostProcess { DataFolder = folder };
        await first.InitializeAsync();
        var secrets = await SecretsAsync(first);
        var keys = await KeysAsync(first);
        (await first.StopAsync("TERM")).ShouldBe(0);
        await ShouldLeaveNothingAsync(first);

        await using var second = new AppHostProcess { DataFolder = folder };
        await second.InitializeAsync();
        (await SecretsAsync(second)).ShouldBe(secrets);
        (await KeysAsync(second)).ShouldBe(keys);
        await second.StopAsync("KILL");
        await ShouldLeaveNothingAsync(second);

        // It empties the stores before it starts anything.
        await using var third = new AppHostProcess { Arguments = ["--reset", "--Startup:TimeoutSeconds=0.1"], DataFolder = folder };
        await third.Launch().EndAsync();
        third.Output.ShouldMatch($"(?m)^Reset {Regex.Escape(folder)}: deleted .*authorization-server\\.db, .*secrets\\.json");
        (await SecretsAsync(third)).ShouldNotBe(secrets);
        await ShouldLeaveNothingAsync(third);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<string> SecretsAsync(AppHostProcess system) =>
        File.ReadAllTextAsync(Path.Combine(system.DataFolder, "secrets.json"), TestContext.Current.CancellationToken);

    // The signing keys are rows of the authorization server's store.
    private static async Task<IReadOnlyList<string>> KeysAsync(AppHostProcess system)
    {
        using var http = new HttpClient { BaseAddress = system.Bank };
        return await http.GetKeyIdsAsync();
    }

    private static async Task ShouldLeaveNothingAsync(AppHostProcess system)
    {
        if (OperatingSystem.IsLinux())
            (await system.RemainingProcessesAsync()).ShouldBeEmpty();
    }
}
