using System.Data.Common;
using OAuthDemo.Stores.Sql;
using Grant = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreAuthorization;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>A grant – all that one code gave – as a row.</summary>
internal static class GrantRow
{
    private const string Columns = """
        "Id", "ApplicationId", "ConcurrencyToken", "CreationDate", "Properties", "Scopes", "Status", "Subject", "Type"
        """;

    public const string ById = $"""SELECT {Columns} FROM "OpenIddictAuthorizations" WHERE "Id" = $1""";

    /// <summary>Old enough (<c>$2</c>), and without a token that could still be used, or be recognised.</summary>
    public const string Useless = """
        "CreationDate" < $2 AND ("Status" <> 'valid' OR "Type" = 'ad-hoc') AND NOT EXISTS (SELECT 1 FROM "OpenIddictTokens" AS "token" WHERE "token"."AuthorizationId" = "OpenIddictAuthorizations"."Id")
        """;

    public static Statement Insert(Grant grant) => new($"""INSERT INTO "OpenIddictAuthorizations" ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        grant.Id, grant.Application?.Id, grant.ConcurrencyToken, grant.CreationDate, grant.Properties, grant.Scopes, grant.Status, grant.Subject, grant.Type);

    public static Grant Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Application = row.IsDBNull(1) ? null : new() { Id = row.GetString(1) },
        ConcurrencyToken = row.Text(2),
        CreationDate = row.Time(3)?.UtcDateTime,
        Properties = row.Text(4),
        Scopes = row.Text(5),
        Status = row.Text(6),
        Subject = row.Text(7),
        Type = row.Text(8),
    };
}
