using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using OAuthDemo.ServiceDefaults.Telemetry;
using OpenTelemetry.Trace;

namespace OAuthDemo.Unit.ServiceDefaults;

/// <summary>Everything is told of while people click, a part of it under load, and of one request all or nothing.</summary>
public sealed class LimitedSamplerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Ten_seconds_worth_may_come_at_once_then_so_many_a_second()
    {
        var sampler = new LimitedSampler(perSecond: 20, _time);

        Enumerable.Range(0, 1000).Count(_ => IsTold(sampler)).ShouldBe(200);
        _time.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 1000).Count(_ => IsTold(sampler)).ShouldBe(20);
        _time.Advance(TimeSpan.FromHours(1));
        Enumerable.Range(0, 1000).Count(_ => IsTold(sampler)).ShouldBe(200);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public void A_part_of_a_request_is_told_of_if_the_request_is(ActivityTraceFlags request, bool told)
    {
        var sampler = new LimitedSampler(perSecond: 1, _time);

        Enumerable.Range(0, 50).ShouldAllBe(_ => IsTold(sampler, Parent(request, isRemote: false)) == told);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded)]
    [InlineData(ActivityTraceFlags.None)]
    public void Whoever_sends_a_request_does_not_decide(ActivityTraceFlags sent)
    {
        var sampler = new LimitedSampler(perSecond: 1, _time);

        Enumerable.Range(0, 50).Count(_ => IsTold(sampler, Parent(sent, isRemote: true))).ShouldBe(10);
    }

    private static ActivityContext Parent(ActivityTraceFlags flags, bool isRemote) => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: isRemote);

    private static bool IsTold(LimitedSampler sampler, ActivityContext parent = default) =>
        sampler.ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), "request", ActivityKind.Server)).Decision == SamplingDecision.RecordAndSample;
}
