using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// What a run has started and written. Nothing of it outlives the run: it is put away by whoever made it, upon Ctrl+C or SIGTERM here, and when the run is
/// killed at once, by each process's guardian.
/// </summary>
internal static class Remains
{
    private static readonly ConcurrentDictionary<object, Action> _remains = new();
    private static readonly TaskCompletionSource _interrupted = new();

    /// <summary>Never done, unless the run is interrupted; the process ends then without further words.</summary>
    public static Task Interrupted => _interrupted.Task;

    /// <summary>Ends and deletes what is still there.</summary>
    public static void PutAllAway()
    {
        foreach (var (what, putAway) in _remains.OrderBy(remains => remains.Key is string)) // folders when nobody writes there any more
        {
            putAway();
            _remains.TryRemove(what, out _);
        }
    }

    /// <summary>Lets Ctrl+C (exit code 130) and SIGTERM (143) put everything away first.</summary>
    public static IDisposable PutAwayUponSignals() => new Registrations(
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, 143)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, 129)),
    ]);

    public static string NewFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"oauthdemo-{name}-").FullName;
        Add(folder, () => Delete(folder));
        return folder;
    }

    public static void DeleteFolder(string folder)
    {
        if (_remains.TryRemove(folder, out var delete))
            delete();
    }

    public static void Add(object what, Action putAway) => _remains[what] = putAway;

    public static void Forget(object what) => _remains.TryRemove(what, out _);

    private static void End(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (!_interrupted.TrySetResult())
            return;
        Console.Error.WriteLine("Interrupted: ending what was started.");
        PutAllAway();
        Environment.Exit(exitCode);
    }

    private static void Delete(string folder)
    {
        try
        {
            lock (_remains) // whoever is interrupted may be about to delete it, too
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
        }
        catch (IOException left)
        {
            Console.Error.WriteLine($"{folder} could not be deleted: {left.Message}");
        }
    }

    private sealed class Registrations(IReadOnlyList<PosixSignalRegistration> registrations) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in registrations)
                registration.Dispose();
        }
    }
}
