namespace OAuthDemo.Stores.Sql;

/// <summary>One change of the store, in SQL that both databases understand: double quotes around names, <c>$1</c>, <c>$2</c>, … for the values.</summary>
/// <param name="Sql">A text that stays the same from call to call: it is prepared once.</param>
/// <param name="Values">Texts, numbers, and times in UTC.</param>
public sealed record Statement(string Sql, params object?[] Values)
{
    /// <summary>What is written with it is written only if it changes a row.</summary>
    public bool MustHit { get; init; }
}
