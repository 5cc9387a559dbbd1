using OAuthDemo.Stores.Sql;

namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>
/// Throws away rows that are of no use to anybody, few at a time and with rests in between, so that nobody who waits for the store notices. It goes through a table in
/// the order of its key, so it looks at each row once, however few are left to go.
/// </summary>
internal sealed class Sweep(SqlStore store)
{
    private const int Look = 500, Most = 100;
    private static readonly TimeSpan _rest = TimeSpan.FromMilliseconds(20);

    /// <param name="table">Its key is a text called <c>Id</c>.</param>
    /// <param name="useless">What holds for a row that goes, in SQL; it is looked at again while the row goes.</param>
    /// <param name="values">Those in it: <c>@p1</c>, <c>@p2</c>, …</param>
    /// <param name="stopping">Ends it between two steps.</param>
    /// <returns>How many went.</returns>
    public async Task<int> ThroughAsync(string table, string useless, object[] values, CancellationToken stopping)
    {
        var look = $"""SELECT "Id", CASE WHEN {useless} THEN 1 ELSE 0 END FROM "{table}" WHERE "Id" > @p0 ORDER BY "Id" LIMIT {Look}""";
        var delete = $"""DELETE FROM "{table}" WHERE "Id" = @p0 AND ({useless})""";
        var (last, gone) = ("", 0);
        while (true)
        {
            var rows = await store.AllAsync(look, row => (Id: row.GetString(0), Useless: row.GetInt32(1) == 1), [last, .. values]);
            foreach (var some in rows.Where(row => row.Useless).Chunk(Most))
            {
                await store.WriteAsync([.. some.Select(row => new Statement(delete, [row.Id, .. values]))]);
                gone += some.Length;
                await Task.Delay(_rest, stopping);
            }

            if (rows.Count < Look)
                return gone;
            last = rows[^1].Id;
            await Task.Delay(_rest / 10, stopping);
        }
    }
}
