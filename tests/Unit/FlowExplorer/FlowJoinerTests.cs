using CsCheck;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.Unit.FlowExplorer;

public sealed class FlowJoinerTests
{
    private static readonly string[] Services = ["finance-aggregator", "authorization-server", "bank-api"];

    [Fact]
    public void A_flow_is_told_in_the_order_in_which_it_happened()
    {
        var sample = new SampleFlow("a");
        Drawn(sample.Reports()).ShouldHaveSingleItem().Steps.Select(step => step.Exchange.Name).ShouldBe(sample.Story);
    }

    [Fact]
    public void Order_of_arrival_and_repetition_do_not_change_the_picture() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 40], Gen.Int).Sample((flows, repeated, seed) =>
        {
            // Flows that run at the same time, each a few milliseconds after the one before.
            var reports = Enumerable.Range(0, flows)
                .SelectMany(flow => new SampleFlow($"f{flow}").Reports(beginsAt: flow * 3_000_000L)).ToList();
            var random = new Random(seed);
            var jumbled = reports.Concat(Enumerable.Range(0, repeated).Select(_ => reports[random.Next(reports.Count)])).ToArray();
            random.Shuffle(jumbled);

            Pictures(Drawn(jumbled)).ShouldBe(Pictures(Drawn(reports)));
        });

    [Fact]
    public void A_wrong_clock_does_not_change_the_picture()
    {
        var day = 86_400_000_000_000L;
        Gen.Long[-day, day].Array[Services.Length].Sample(ahead =>
        {
            var reports = new SampleFlow("a").Reports().ToList();
            var skewed = SampleFlow.Skewed(reports, service => ahead[Array.IndexOf(Services, service)]);

            Pictures(Drawn(skewed)).ShouldBe(Pictures(Drawn(reports)));
        });
    }

    [Fact]
    public void Reports_are_joined_exactly_when_a_chain_of_shared_keys_connects_them() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12]).List[1, 25].Sample(pairs =>
        {
            var reports = pairs.Select((pair, at) => Report(at, $"state:{pair.Item1}", $"code:{pair.Item2}")).ToList();
            var joiner = new FlowJoiner();
            foreach (var report in reports) joiner.Add(report);

            Parts(joiner.Groups.Select(group => group.Observations)).ShouldBe(Parts(Reachable(reports)));
        });

    [Fact]
    public void Weight_and_keys_are_given_back_when_flows_leave()
    {
        var joiner = new FlowJoiner();
        foreach (var report in new SampleFlow("a").Reports().Concat(new SampleFlow("b").Reports())) joiner.Add(report);

        joiner.RemoveOldest();
        joiner.FindKey("state:a").ShouldBeNull();
        joiner.FindKey("state:b").ShouldNotBeNull();
        joiner.RemoveOldest();

        joiner.Weight.ShouldBe(0);
        joiner.Groups.ShouldBeEmpty();
    }

    // The slow and obvious way: walk from report to report over whatever they share.
    private static IEnumerable<IReadOnlyCollection<Observation>> Reachable(IReadOnlyList<Observation> reports)
    {
        var left = reports.ToList();
        while (left.Count > 0)
        {
            var reached = new List<Observation> { left[0] };
            left.RemoveAt(0);
            for (var at = 0; at < reached.Count; at++)
            {
                var near = left.Where(other => other.Keys.Intersect(reached[at].Keys).Any()).ToList();
                reached.AddRange(near);
                left.RemoveAll(near.Contains);
            }

            yield return reached;
        }
    }

    private static List<string> Parts(IEnumerable<IReadOnlyCollection<Observation>> groups) =>
        groups.Select(group => string.Join(' ', group.Select(report => report.SpanId).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal).ToList();

    private static Observation Report(int number, params string[] keys) => new()
    {
        SpanId = $"{number:000}",
        ExchangeId = $"{number:000}",
        Service = "s",
        Clock = "s",
        StartedAt = number,
        EndedAt = number + 1,
        Name = "api_request",
        From = Role.Client,
        To = Role.ResourceServer,
        Keys = keys,
    };

    private static IReadOnlyList<Flow> Drawn(IEnumerable<Observation> reports)
    {
        var store = new FlowStore();
        foreach (var report in reports) store.Add([report]);
        return store.Newest(100);
    }

    private static List<string> Pictures(IEnumerable<Flow> flows) =>
        flows.Select(flow => string.Join('\n', flow.Arrows.Select(arrow =>
            $"{arrow.Number} {arrow.From}→{arrow.To} {arrow.Step.Exchange.Id} {arrow.Step.Exchange.Name} {arrow.IsAnswer} {arrow.Step.Times}")))
            .Order(StringComparer.Ordinal).ToList();
}
