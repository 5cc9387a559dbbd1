using Npgsql;
using OAuthDemo.Containers.Machine;

namespace OAuthDemo.Containers.Postgres;

[Collection(nameof(OnPostgres))]
public sealed class PostgresTests(PostgresServer postgres)
{
    [ContainerFact(Needs.Postgres)]
    public async Task The_image_gives_a_database_of_its_own_to_whom_knows_the_password()
    {
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var question = database.CreateCommand("select current_database() || ' of ' || current_user");
        (await question.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("shop of clerk");

        await using var stranger = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "another" });
        (await Should.ThrowAsync<PostgresException>(async () => await stranger.OpenConnectionAsync(TestContext.Current.CancellationToken))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }
}
