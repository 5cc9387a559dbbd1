using Microsoft.Data.Sqlite;

namespace OAuthDemo.Stores;

/// <summary>The file of a store cannot be read as a SQLite database. The service cannot start with it.</summary>
public sealed class DamagedStoreException(string file, Exception cause)
    : Exception(
        $"The store {file} is damaged, or is not a SQLite database. Put a copy in its place, or start with empty stores (--reset).", cause)
{
    // https://www.sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>The sentence alone: a stack trace does not help the person who starts the service.</summary>
    public override string ToString() => Message;

    // EF Core wraps some of them.
    internal static bool IsDamage(Exception failure) =>
        failure.GetBaseException() is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };
}
