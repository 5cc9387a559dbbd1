using Npgsql;
using OAuthDemo.Stores;

namespace OAuthDemo.Unit.Stores;

public sealed class StoreConnectionTests
{
    [Theory]
    [InlineData("Data Source=bank.db", false)]
    [InlineData("DataSource=/tmp/bank.db;Pooling=False", false)]
    [InlineData("Host=db;Database=bank", true)]
    [InlineData("server=db;user id=bank;password=x", true)]
    public void The_form_of_the_connection_string_says_which_database_it_is(string text, bool isPostgres) =>
        StoreConnection.Parse(text).IsPostgres.ShouldBe(isPostgres);

    [Fact]
    public void What_is_neither_is_refused() =>
        Should.Throw<InvalidOperationException>(() => StoreConnection.Parse("Db=bank")).Message.ShouldContain("Host=");

    [Fact]
    public void Nobody_waits_long_for_a_database_that_is_away_unless_the_string_says_so()
    {
        new NpgsqlConnectionStringBuilder(StoreConnection.Parse("Host=db").Text).Timeout.ShouldBe(5);
        new NpgsqlConnectionStringBuilder(StoreConnection.Parse("Host=db;Timeout=60").Text).Timeout.ShouldBe(60);
    }

    [Fact]
    public void The_name_of_a_store_holds_no_password() =>
        StoreConnection.Parse("Host=db;Port=5433;Database=bank;Username=teller;Password=hidden").Name.ShouldBe("PostgreSQL database bank at db:5433");
}
