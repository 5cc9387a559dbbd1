namespace OAuthDemo.AppHost.Embedded;

/// <summary>
/// The <c>dotnet run</c> that an AppHost may have been started by. It hands on Ctrl+C and SIGTERM, but who kills it at once would leave the
/// AppHost, and so everything, behind. Known on Linux only.
/// </summary>
internal static class Launcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when the launcher has gone; never when there is none.</summary>
    public static async Task GoneAsync(CancellationToken cancellationToken)
    {
        var parent = Parent();
        if (parent is null || !IsDotnetRun(parent))
            await Task.Delay(Timeout.Infinite, cancellationToken);

        while (Parent() == parent)
            await Task.Delay(Interval, cancellationToken);
    }

    private static string? Parent() => OperatingSystem.IsLinux()
        ? File.ReadLines("/proc/self/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..].Trim()
        : null;

    private static bool IsDotnetRun(string processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0') is [var program, "run", ..] && Path.GetFileName(program) == "dotnet";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
