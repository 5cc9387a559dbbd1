using System.Runtime.InteropServices;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>
/// Lets this thread go before others when it has something to do, where that is allowed (Linux, as root). Who paces and takes the time shares the processors with what is measured,
/// and without this its own waiting for one would count as the other's slowness. It needs little: it sleeps most of the time.
/// </summary>
internal sealed partial class Precedence : IDisposable
{
    private const uint ThisOne = 0;
    private const int Threads = 0, First = -15, Ordinary = 0;

    private Precedence()
    {
    }

    public static Precedence Take()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Threads, ThisOne, First); // refused to those who are not root
        return new();
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Threads, ThisOne, Ordinary);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}
