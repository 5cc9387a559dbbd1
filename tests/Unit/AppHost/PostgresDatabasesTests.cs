using Aspire.Hosting;
using Npgsql;
using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class PostgresDatabasesTests
{
    [Theory]
    [InlineData("Host=db;Username=me", "oauthdemo-bank-api")]
    [InlineData("Host=db;Username=me;Database=course", "course-bank-api")]
    public void Each_service_has_a_database_of_its_own_that_is_named_after_the_one_of_the_connection_string(string server, string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(new PostgresDatabases(server, ["bank-api"]).ConnectionStringOf("bank-api"));

        connection.Database.ShouldBe(database);
        connection.Host.ShouldBe("db");
        connection.Username.ShouldBe("me");
    }

    [Theory]
    [InlineData("file.db")]
    [InlineData("Username=me")]
    [InlineData("Host=db;Colour=red")]
    public void What_is_no_connection_string_of_a_server_is_refused_with_an_example(string server) =>
        Should.Throw<DistributedApplicationException>(() => new PostgresDatabases(server, [])).Message
            .ShouldStartWith("--postgres takes the connection string of a PostgreSQL server, as in --postgres \"Host=");
}
