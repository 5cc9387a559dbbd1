using System.Data.Common;
using System.Text.Json;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>A consent as a row, for those who read it at every token.</summary>
internal sealed partial class Consent
{
    private const string Select = """
        SELECT "Id", "ClientId", "Subject", "RequestedScopes", "Scopes", "AccountIds", "Status", "CreatedAt", "StatusUpdatedAt", "ExpiresAt", "TransactionsFrom", "LastUsedAt", "EndedBy",
            "ReturnUrl", "RedirectUri", "UsedAt", "AskedFrom", "Payment" FROM "Consents"
        """;

    public const string ById = $"""{Select} WHERE "Id" = $1""";

    public const string AuthorisedFor = $"""{Select} WHERE "Subject" = $1 AND "ClientId" = $2 AND "Status" = 'Authorised' ORDER BY "CreatedAt" DESC""";

    /// <summary>Asked long ago (before <c>$2</c>), and answered by nobody, or with no.</summary>
    public const string Unanswered = """ "CreatedAt" < $2 AND "Status" IN ('AwaitingAuthorisation', 'Rejected') """;

    public static Consent Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        ClientId = row.GetString(1),
        Subject = row.GetString(2),
        RequestedScopes = Texts(row.GetValue(3)),
        Scopes = Texts(row.GetValue(4)),
        AccountIds = Texts(row.GetValue(5)),
        Status = Enum.Parse<ConsentStatus>(row.GetString(6)),
        CreatedAt = row.Time(7)!.Value,
        StatusUpdatedAt = row.Time(8)!.Value,
        ExpiresAt = row.Time(9),
        TransactionsFrom = row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10),
        LastUsedAt = row.Time(11),
        EndedBy = row.IsDBNull(12) ? null : Enum.Parse<EndedBy>(row.GetString(12)),
        ReturnUrl = row.GetString(13),
        RedirectUri = row.GetString(14),
        UsedAt = row.Time(15),
        AskedFrom = row.Text(16),
        Payment = row.Text(17) is { } payment ? PaymentOrder.Parse(payment) : null,
    };

    // PostgreSQL knows arrays; SQLite is given JSON.
    private static string[] Texts(object value) => value as string[] ?? JsonSerializer.Deserialize<string[]>((string)value)!;
}
