using System.Diagnostics;
using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>
/// Throws away rows that are of no use to anybody, few at a time, and rests nine times as long as each step took, so that nobody who waits for the store notices: the more
/// there is to do, the longer a step takes, and the longer it rests. It goes through a table in the order of its key, so it looks at each row once, however few are left to go.
/// </summary>
internal sealed class Sweep(SqlStore store)
{
    private const int Look = 500, Most = 50;
    private const int Rest = 9;

    /// <param name="table">Its key is a text called <c>Id</c>.</param>
    /// <param name="useless">What holds for a row that goes, in SQL; it is looked at again while the row goes.</param>
    /// <param name="values">Those in it: <c>$2</c>, <c>$3</c>, …</param>
    /// <param name="stopping">Ends it between two steps.</param>
    /// <returns>How many went.</returns>
    public async Task<int> ThroughAsync(string table, string useless, object[] values, CancellationToken stopping)
    {
        var look = $"""SELECT "Id", CASE WHEN {useless} THEN 1 ELSE 0 END FROM "{table}" WHERE "Id" > $1 ORDER BY "Id" LIMIT {Look}""";
        var delete = $"""DELETE FROM "{table}" WHERE "Id" = $1 AND ({useless})""";
        var (last, gone) = ("", 0);
        while (true)
        {
            var step = Stopwatch.GetTimestamp();
            var rows = await store.AllAsync(look, row => (Id: row.GetString(0), Useless: row.GetInt32(1) == 1), [last, .. values]);
            await RestAsync(step, stopping);
            foreach (var some in rows.Where(row => row.Useless).Chunk(Most))
            {
                step = Stopwatch.GetTimestamp();
                await store.WriteAsync([.. some.Select(row => new Statement(delete, [row.Id, .. values]))]);
                gone += some.Length;
                await RestAsync(step, stopping);
            }

            if (rows.Count < Look)
                return gone;
            last = rows[^1].Id;
        }
    }

    private static Task RestAsync(long step, CancellationToken stopping) => Task.Delay(Rest * Stopwatch.GetElapsedTime(step), stopping);
}
