using System.Data.Common;
using OAuthDemo.Stores.Sql;
using Token = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreToken;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>A code or refresh token as a row.</summary>
internal static class TokenRow
{
    private const string Columns = """
        "Id", "ApplicationId", "AuthorizationId", "ConcurrencyToken", "CreationDate", "ExpirationDate", "Payload", "Properties", "RedemptionDate", "ReferenceId", "Status", "Subject", "Type"
        """;

    public const string ById = $"""SELECT {Columns} FROM "OpenIddictTokens" WHERE "Id" = $1""";

    public const string ByReference = $"""SELECT {Columns} FROM "OpenIddictTokens" WHERE "ReferenceId" = $1""";

    /// <summary>Old enough (<c>$2</c>), and used, ended, expired (at <c>$3</c>), or of a grant that has ended.</summary>
    public const string Useless = """
        "CreationDate" < $2 AND ("Status" NOT IN ('inactive', 'valid') OR "ExpirationDate" < $3
            OR EXISTS (SELECT 1 FROM "OpenIddictAuthorizations" AS "grant" WHERE "grant"."Id" = "AuthorizationId" AND "grant"."Status" <> 'valid'))
        """;

    public static Statement Insert(Token token) => new($"""INSERT INTO "OpenIddictTokens" ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        token.Id, token.Application?.Id, token.Authorization?.Id, token.ConcurrencyToken, token.CreationDate, token.ExpirationDate, token.Payload, token.Properties, token.RedemptionDate,
        token.ReferenceId, token.Status, token.Subject, token.Type);

    /// <summary>Changes the row if it is still as it was read.</summary>
    public static Statement Update(Token token, string version)
    {
        var read = token.ConcurrencyToken;
        token.ConcurrencyToken = version;
        return new("""
            UPDATE "OpenIddictTokens" SET "ConcurrencyToken" = $1, "CreationDate" = $2, "ExpirationDate" = $3, "Payload" = $4, "Properties" = $5, "RedemptionDate" = $6,
                "ReferenceId" = $7, "Status" = $8, "Subject" = $9, "Type" = $10 WHERE "Id" = $11 AND "ConcurrencyToken" = $12
            """,
            version, token.CreationDate, token.ExpirationDate, token.Payload, token.Properties, token.RedemptionDate, token.ReferenceId, token.Status, token.Subject, token.Type, token.Id, read)
        {
            MustHit = true,
        };
    }

    public static Token Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Application = row.IsDBNull(1) ? null : new() { Id = row.GetString(1) },
        Authorization = row.IsDBNull(2) ? null : new() { Id = row.GetString(2) },
        ConcurrencyToken = row.Text(3),
        CreationDate = row.Time(4)?.UtcDateTime,
        ExpirationDate = row.Time(5)?.UtcDateTime,
        Payload = row.Text(6),
        Properties = row.Text(7),
        RedemptionDate = row.Time(8)?.UtcDateTime,
        ReferenceId = row.Text(9),
        Status = row.Text(10),
        Subject = row.Text(11),
        Type = row.Text(12),
    };
}
