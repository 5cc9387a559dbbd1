using OAuthDemo.Containers.Machine;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Containers.Postgres;

/// <summary>Databases of the previous version, with what a person and her apps left in them.</summary>
[Collection(nameof(OnPostgres))]
public sealed class DatabaseUpgradeTests(PostgresServer postgres)
{
    [ContainerFact(Needs.Postgres)]
    public Task Databases_are_brought_up_to_date_and_lose_nothing() => PreviousVersion.IsUpgradedAsync(postgres.NewDatabases());
}
