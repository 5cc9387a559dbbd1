using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using OAuthDemo.Stores;

namespace OAuthDemo.BankApi.Store;

// The store, asked directly: is it there, and of which version.
internal sealed class StoreVersion(StoreConnection store)
{
    private readonly string? _version = typeof(StoreVersion).Assembly.GetTypes()
        .Where(type => type.Namespace?.EndsWith(store.IsPostgres ? ".Postgres" : ".Sqlite", StringComparison.Ordinal) == true)
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).Max(StringComparer.Ordinal);

    /// <returns>False also if it is not there at all, is empty, or does not answer.</returns>
    public async Task<bool> IsUpToDateAsync()
    {
        await using var connection = store.Create();
        try
        {
            await connection.OpenAsync();
            await using var question = connection.CreateCommand();
            question.CommandText = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" WHERE EXISTS (SELECT 1 FROM "Customers")""";
            return _version == await question.ExecuteScalarAsync() as string;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
