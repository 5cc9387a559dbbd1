using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>Files of the previous version, with what a person and her apps left in them.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-upgrade-").FullName;

    [Fact]
    public Task Files_are_brought_up_to_date_and_lose_nothing() => PreviousVersion.IsUpgradedAsync(
        new[] { "authorization-server", "bank-api", "finance-aggregator" }.ToDictionary(name => $"ConnectionStrings:{name}", name => (string?)$"Data Source={_folder}/{name}.db"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
