using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>
/// Sleeps until one of several users has something to read, or until a moment. Linux wakes it within some 50 µs of that moment (<c>ppoll</c>), and meanwhile the processor belongs to what
/// is measured; <see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, int)"/> knows whole milliseconds only and would have to spin for less.
/// </summary>
internal sealed partial class Waiting(IReadOnlyList<User> users)
{
    private const short CanBeRead = 1; // POLLIN

    private readonly Polled[] _polled = new Polled[users.Count];

    /// <param name="longest">After that, even if nobody has anything.</param>
    /// <param name="ready">Takes those who have something to read.</param>
    public void For(TimeSpan longest, List<User> ready)
    {
        ready.Clear();
        if (OperatingSystem.IsLinux())
            Poll(longest, ready);
        else
            Select(longest, ready);
    }

    private void Poll(TimeSpan longest, List<User> ready)
    {
        for (var index = 0; index < _polled.Length; index++)
            _polled[index] = new() { Descriptor = users[index].IsBusy ? users[index].Descriptor : -1, Wanted = CanBeRead };
        var wait = new Moment { Seconds = (nint)longest.TotalSeconds, Nanoseconds = (nint)(longest.Ticks % TimeSpan.TicksPerSecond * 100) };
        if (PPoll(_polled, (nuint)_polled.Length, in wait, 0) <= 0)
            return; // the time is over, or a signal came
        for (var index = 0; index < _polled.Length; index++)
            if (_polled[index].Seen != 0)
                ready.Add(users[index]);
    }

    private void Select(TimeSpan longest, List<User> ready)
    {
        var sockets = users.Where(user => user.IsBusy).Select(user => user.Socket).ToList();
        if (sockets.Count > 0)
            Socket.Select(sockets, null, null, longest);
        else
            Thread.Sleep(longest);
        ready.AddRange(users.Where(user => sockets.Contains(user.Socket)));
    }

    [LibraryImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PPoll([In, Out] Polled[] polled, nuint count, in Moment longest, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
