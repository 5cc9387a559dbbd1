using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// A store of the authorization server (SQLite) as it is after a month of very many people: rows of a real flow, with everything but the payload their own. Tables and columns are
/// those that the file has. Half of the rows is so old that what of it is used, expired or unanswered may be thrown away.
/// </summary>
internal static class FullStore
{
    private const string Client = "finance-aggregator";
    private static readonly TimeSpan _age = TimeSpan.FromDays(30), _old = TimeSpan.FromDays(15), _lifetime = TimeSpan.FromDays(14);

    /// <summary>Writes so many consents, grants and tokens each. Nobody else may have the store open.</summary>
    public static void Fill(string file, int rows)
    {
        using var connection = Open(file);
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -1000000");
        var application = (string)Scalar(connection, $"""SELECT "Id" FROM "OpenIddictApplications" WHERE "ClientId" = '{Client}'""");
        using var transaction = connection.BeginTransaction();
        using var consents = new Copy(connection, "Consents", """ "Status" = 'Authorised' """);
        using var grants = new Copy(connection, "OpenIddictAuthorizations", "1");
        using var codes = new Copy(connection, "OpenIddictTokens", """ "Type" LIKE '%authorization_code' AND "Status" = 'redeemed' """);
        using var refreshes = new Copy(connection, "OpenIddictTokens", """ "Type" LIKE '%refresh_token' AND "Status" = 'valid' """);
        var now = DateTime.UtcNow;
        for (var number = 0; number < rows; number++)
        {
            var created = now - (_age * (1 - ((double)number / rows)));
            var (grant, person) = (Id(created), $"{number / 4:x8}-0000-4000-8000-000000000000");
            consents.Insert(Consent(number, person, created));
            grants.Insert(new() { ["Id"] = grant, ["ApplicationId"] = application, ["Subject"] = person, ["CreationDate"] = created, ["ConcurrencyToken"] = $"{Guid.NewGuid()}" });
            (number % 2 == 0 ? codes : refreshes).Insert(Token(number, application, grant, person, created));
        }

        transaction.Commit();
    }

    /// <summary>How many grants and tokens are so old that they may go.</summary>
    public static long CountOld(string file)
    {
        using var connection = Open(file);
        return ((string[])["OpenIddictAuthorizations", "OpenIddictTokens"]).Sum(table => (long)Scalar(connection, $"""SELECT COUNT(*) FROM "{table}" WHERE "CreationDate" < @p0""", DateTime.UtcNow - _old));
    }

    private static Dictionary<string, object> Consent(int number, string person, DateTime created)
    {
        var status = (number % 10) switch { < 7 => "Authorised", < 9 => "Revoked", _ => "AwaitingAuthorisation" };
        return new()
        {
            ["Id"] = $"c_{Random(16)}",
            ["ClientId"] = Client,
            ["Subject"] = person,
            ["Status"] = status,
            ["EndedBy"] = status == "Revoked" ? "Person" : DBNull.Value,
            ["CreatedAt"] = created,
            ["StatusUpdatedAt"] = created,
            ["ExpiresAt"] = created + TimeSpan.FromDays(90),
        };
    }

    private static Dictionary<string, object> Token(int number, string application, string grant, string person, DateTime created)
    {
        var token = new Dictionary<string, object>
        {
            ["Id"] = Id(created),
            ["ApplicationId"] = application,
            ["AuthorizationId"] = grant,
            ["Subject"] = person,
            ["ConcurrencyToken"] = $"{Guid.NewGuid()}",
            ["ReferenceId"] = Random(32),
            ["CreationDate"] = created,
            ["ExpirationDate"] = created + (number % 2 == 0 ? TimeSpan.FromMinutes(1) : _lifetime),
        };
        if (number % 2 == 0)
            token["RedemptionDate"] = created;
        return token;
    }

    private static string Id(DateTime created) => Guid.CreateVersion7(created).ToString();

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns, from here and from the file itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (index, value) in values.Index())
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{index}"), value);
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static object Scalar(SqliteConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar() ?? throw new InvalidOperationException($"The store has nothing for: {sql}");
    }

    /// <summary>Copies of one row of a table, each with other values in some of its columns.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly SqliteCommand _insert;
        private readonly Dictionary<string, int> _columns;

        public Copy(SqliteConnection connection, string table, string which)
        {
            using var select = Command(connection, $"""SELECT * FROM "{table}" WHERE {which} LIMIT 1""");
            using var row = select.ExecuteReader();
            if (!row.Read())
                throw new InvalidOperationException($"{table} has no row like that to copy: {which}");
            _columns = Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName);
            var values = new object[row.FieldCount];
            row.GetValues(values);
            _insert = Command(connection,
                $"""INSERT INTO "{table}" ({string.Join(", ", _columns.Keys.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", _columns.Values.Select(index => $"@p{index}"))})""", values);
            _insert.Prepare();
        }

        public void Insert(Dictionary<string, object> changed)
        {
            foreach (var (column, value) in changed)
                _insert.Parameters[_columns[column]].Value = value;
            _insert.ExecuteNonQuery();
        }

        public void Dispose() => _insert.Dispose();
    }
}
