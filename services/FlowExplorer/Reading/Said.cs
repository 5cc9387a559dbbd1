namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>Times as a person says them.</summary>
internal static class Said
{
    public static string Relative(TimeSpan until) =>
        until.Duration() < TimeSpan.FromSeconds(1) ? "now" : until > TimeSpan.Zero ? "in " + Length(until) : Length(-until) + " ago";

    public static string Count(int number, string one) => number == 1 ? $"1 {one}" : $"{number} {one}s";

    public static string Length(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 60 } => $"{time.Seconds} s",
        { TotalMinutes: < 60 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalHours: < 48 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} days",
    };
}
