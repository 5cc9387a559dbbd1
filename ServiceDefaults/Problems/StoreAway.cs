using System.Data.Common;

namespace OAuthDemo.ServiceDefaults.Problems;

/// <summary>
/// The database does not answer: not the caller's fault, and over by itself. Whoever asked is told so at once and may ask again; the service never
/// repeats a statement whose outcome it does not know.
/// </summary>
internal static class StoreAway
{
    public const string Code = "store.unavailable";

    public const string Detail = "The store does not answer at the moment. Ask again in a few seconds; what was not confirmed may or may not have happened.";

    public const string RetryAfterSeconds = "3";

    /// <summary>Drivers say themselves which of their errors go by (a lost connection, a server that starts or stops).</summary>
    public static bool Explains(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is DbException { IsTransient: true })
                return true;
        }

        return false;
    }
}
