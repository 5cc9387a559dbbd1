using Npgsql;
using OAuthDemo.Containers.Machine;
using Testcontainers.PostgreSql;

namespace OAuthDemo.Containers;

public sealed class PostgresTests
{
    [ContainerFact(Needs.Postgres)]
    public async Task The_image_gives_a_database_of_its_own_to_whom_knows_the_password()
    {
        await using var postgres = new PostgreSqlBuilder(Images.Postgres).WithDatabase("shop").WithUsername("clerk").WithPassword("a-password").OnLoopbackOnly().Build();
        await postgres.StartAsync(TestContext.Current.CancellationToken);

        await using var database = NpgsqlDataSource.Create(postgres.GetConnectionString());
        await using var question = database.CreateCommand("select current_database() || ' of ' || current_user");
        (await question.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("shop of clerk");

        await using var stranger = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.GetConnectionString()) { Password = "another" });
        (await Should.ThrowAsync<PostgresException>(async () => await stranger.OpenConnectionAsync(TestContext.Current.CancellationToken))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }
}
