using System.Diagnostics;
using System.Net;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>
/// Puts load on one address: one thread, many connections, one request in flight on each, as wrk does it. It is lean, because it takes from the same processors as what it measures.
/// </summary>
internal static class LoadRun
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>As much as the other side can take.</summary>
    public static Measurement Saturate(IPEndPoint to, IReadOnlyList<Script> scripts, TimeSpan duration) => Run(to, scripts, duration, perSecond: null);

    /// <summary>
    /// So many times a second and no more. The time of each counts from when it was due, so that a stall is not forgiven by asking less while it lasts.
    /// </summary>
    public static Measurement AtRate(IPEndPoint to, IReadOnlyList<Script> scripts, TimeSpan duration, double perSecond) => Run(to, scripts, duration, perSecond);

    /// <summary>One user, once.</summary>
    public static void Once(IPEndPoint to, Script script)
    {
        using var user = new User(to, script);
        while (user.GoOn())
            while (!user.Receive())
            {
            }
    }

    private static Measurement Run(IPEndPoint to, IReadOnlyList<Script> scripts, TimeSpan duration, double? perSecond)
    {
        var users = scripts.Select(script => new User(to, script)).ToList();
        try
        {
            using var first = perSecond is null ? null : Precedence.Take();
            return new Loop(users, duration, perSecond).Run();
        }
        finally
        {
            users.ForEach(user => user.Dispose());
        }
    }

    private sealed class Loop(List<User> users, TimeSpan duration, double? perSecond)
    {
        private readonly Queue<User> _idle = new(users);
        private readonly Waiting _waiting = new(users);
        private readonly Latencies _latencies = new(), _requests = new();
        private readonly long _start = Stopwatch.GetTimestamp();
        private TimeSpan _answered;
        private long _begun;

        private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

        public Measurement Run()
        {
            var ready = new List<User>();
            while (Begin() | _idle.Count < users.Count)
            {
                _waiting.For(UntilDue(), ready);
                if (ready.Count > 0)
                    _answered = Elapsed;
                else if (_idle.Count < users.Count && Elapsed - _answered > _patience)
                    throw new InvalidOperationException("Nothing answers any more.");
                foreach (var user in ready)
                    if (user.Receive())
                        GoOn(user);
            }

            return new(_latencies, _requests, Elapsed);
        }

        private void GoOn(User user)
        {
            _requests.Add(Stopwatch.GetElapsedTime(user.Asked));
            if (user.GoOn())
                return;
            _latencies.Add(Stopwatch.GetElapsedTime(user.Since));
            _idle.Enqueue(user);
        }

        // True as long as there is more to begin.
        private bool Begin()
        {
            while (Elapsed is var now && now < duration)
            {
                if (_idle.Count == 0 || (perSecond is not null && Due(_begun) > now))
                    return true;
                var user = _idle.Dequeue();
                user.Begin(perSecond is null ? Stopwatch.GetTimestamp() : _start + (long)(Due(_begun).TotalSeconds * Stopwatch.Frequency));
                _begun++;
            }

            return false;
        }

        // If nobody is free, only an answer can bring anything on.
        private TimeSpan UntilDue()
        {
            if (perSecond is null || _idle.Count == 0 || Elapsed >= duration)
                return _patience;
            var left = Due(_begun) - Elapsed;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < _patience ? left : _patience;
        }

        private TimeSpan Due(long number) => TimeSpan.FromSeconds(number / (perSecond ?? double.PositiveInfinity));
    }
}
