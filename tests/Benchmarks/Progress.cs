using System.Diagnostics;
using System.Globalization;

namespace OAuthDemo.Benchmarks;

/// <summary>Says on the error output what is going on, so that the output holds the report alone.</summary>
internal static class Progress
{
    private static readonly long _start = Stopwatch.GetTimestamp();

    public static void Say(string what) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start):mm\\:ss} {what}"));
}
