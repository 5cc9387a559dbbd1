using System.Globalization;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>
/// The threads on which runtimes compile anew what has turned out to run often, in all processes on this machine. They take from the same processors as what is measured,
/// and under load they get so little of them that they go on for minutes; left alone they are done in seconds. Linux only; elsewhere they are never seen at work.
/// </summary>
internal static class Compilers
{
    private const string Name = ".NET Tiered Com"; // as much of it as Linux keeps
    private const int TicksPerSecond = 100, Quiet = 4;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>How long they have been at work. Of one that has ended, nothing is known any more.</summary>
    public static TimeSpan Worked => OperatingSystem.IsLinux() ? TimeSpan.FromSeconds((double)Directory.EnumerateDirectories("/proc").Where(IsProcess).Sum(TicksOf) / TicksPerSecond) : default;

    /// <summary>Leaves the processors to them until they have nothing to do.</summary>
    /// <returns>How long they worked since the time given.</returns>
    public static async Task<TimeSpan> FinishAsync(TimeSpan since)
    {
        var (worked, quiet) = (Worked, 0);
        for (var waited = TimeSpan.Zero; OperatingSystem.IsLinux() && quiet < Quiet && waited < _patience; waited += _look)
        {
            await Task.Delay(_look);
            var now = Worked;
            quiet = now > worked ? 0 : quiet + 1;
            worked = now;
        }

        return worked > since ? worked - since : TimeSpan.Zero; // less, when one has ended
    }

    private static bool IsProcess(string folder) => char.IsAsciiDigit(Path.GetFileName(folder)[0]);

    private static long TicksOf(string process)
    {
        try
        {
            return Directory.EnumerateDirectories(Path.Combine(process, "task")).Sum(thread => TicksOfThread(File.ReadAllText(Path.Combine(thread, "stat"))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0; // it has ended meanwhile, or is somebody else's
        }
    }

    // "1234 (name) S …": of what follows the name, the twelfth and the thirteenth are the time in the program and in the kernel.
    private static long TicksOfThread(string line)
    {
        if (!line.Contains($"({Name})", StringComparison.Ordinal))
            return 0;
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
