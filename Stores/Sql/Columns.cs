using System.Data.Common;

namespace OAuthDemo.Stores.Sql;

/// <summary>Columns that may be empty.</summary>
public static class Columns
{
    /// <summary>A text, or null.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A time, which every store keeps in UTC, or null.</summary>
    public static DateTimeOffset? Time(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));
}
