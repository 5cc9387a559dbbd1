namespace OAuthDemo.StatementWorker.Nightly;

internal static class NextNight
{
    /// <summary>The next time that the clock shows this, in UTC; tomorrow if it shows it now.</summary>
    public static DateTimeOffset After(DateTimeOffset now, TimeOnly at)
    {
        var today = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), at, TimeSpan.Zero);
        return today > now ? today : today.AddDays(1);
    }
}
