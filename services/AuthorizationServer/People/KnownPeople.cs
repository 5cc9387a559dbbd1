using System.Data.Common;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>Who the people are for whom tokens are made.</summary>
internal sealed class KnownPeople(SqlStore store)
{
    private const string ById = """SELECT "Id", "UserName", "DisplayName", "Email", "EmailConfirmed", "CustomerNumber" FROM "AspNetUsers" WHERE "Id" = $1""";

    public ValueTask<Person?> FindAsync(string id) => store.FirstAsync(ById, Read, id);

    private static Person Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        UserName = row.Text(1),
        DisplayName = row.GetString(2),
        Email = row.Text(3),
        EmailConfirmed = row.GetBoolean(4),
        CustomerNumber = row.GetString(5),
    };
}
