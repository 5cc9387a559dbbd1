using System.Diagnostics;
using OpenTelemetry.Trace;

namespace OAuthDemo.ServiceDefaults.Telemetry;

/// <summary>
/// Tells of every request while people click and tests run, and of a part of them when thousands come in a second: nobody looks at those one by one, and to
/// tell of a request costs as much as to answer it. Whether one is told is not for whoever sent it to decide.
/// </summary>
/// <param name="perSecond">So many requests a second are told of in the long run; ten times as many may come at once.</param>
/// <param name="time">Measures the seconds.</param>
internal sealed class LimitedSampler(int perSecond, TimeProvider time) : Sampler
{
    private readonly Lock _gate = new();
    private readonly double _most = perSecond * 10d;
    private double _left = perSecond * 10d;
    private long _at = time.GetTimestamp();

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var isPart = parent.TraceId != default && !parent.IsRemote;
        var isTold = isPart ? parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) : Take();
        return new SamplingResult(isTold);
    }

    private bool Take()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            (_left, _at) = (Math.Min(_most, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond)), now);
            if (_left < 1) return false;
            _left--;
            return true;
        }
    }
}
