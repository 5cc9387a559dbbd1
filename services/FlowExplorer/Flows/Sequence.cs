namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>Puts exchanges in order: what caused comes before what was caused, the rest by time.</summary>
internal static class Sequence
{
    public static IReadOnlyList<Exchange> Exchanges(IReadOnlyCollection<Observation> observations)
    {
        var ahead = Clocks.Ahead(observations);
        return observations
            .GroupBy(side => side.ExchangeId, StringComparer.Ordinal)
            .Select(sides => Exchange.Of(sides.ToList(), side => ahead[side.Clock]))
            .ToList();
    }

    /// <summary>The arrows from top to bottom; equal exchanges in a row become one.</summary>
    public static IReadOnlyList<Arrow> Arrows(IReadOnlyList<Exchange> exchanges)
    {
        var numbers = 0;
        var steps = new Dictionary<string, FlowStep>(StringComparer.Ordinal);
        var arrows = new List<Arrow>();
        foreach (var (exchange, isAnswer, times) in Folded(Halves(exchanges)))
        {
            if (!isAnswer) steps[exchange.Id] = new FlowStep(++numbers, exchange, Phases.Of(exchange), times);
            arrows.Add(new Arrow(arrows.Count + 1, steps[exchange.Id], isAnswer));
        }

        return arrows;
    }

    private static List<(Exchange Exchange, bool IsAnswer)> Halves(IReadOnlyList<Exchange> exchanges)
    {
        var depths = Depths(exchanges);
        return exchanges
            .SelectMany(exchange => new[]
            {
                (exchange, answer: false, at: exchange.StartedAt, depth: depths[exchange.Id]),
                (exchange, answer: true, at: exchange.EndedAt, depth: -depths[exchange.Id]),
            })
            .OrderBy(half => half.at).ThenBy(half => half.answer).ThenBy(half => half.depth)
            .ThenBy(half => half.exchange.Id, StringComparer.Ordinal)
            .Select(half => (half.exchange, half.answer))
            .ToList();
    }

    // A run of request, answer, request, answer that says the same each time is drawn once, as its last.
    private static IEnumerable<(Exchange Exchange, bool IsAnswer, int Times)> Folded(List<(Exchange Exchange, bool IsAnswer)> halves)
    {
        for (var at = 0; at < halves.Count; at++)
        {
            var times = 1;
            while (at + 3 < halves.Count && IsWhole(halves, at) && IsWhole(halves, at + 2)
                && SaysTheSame(halves[at].Exchange, halves[at + 2].Exchange))
            {
                at += 2;
                times++;
            }

            yield return (halves[at].Exchange, halves[at].IsAnswer, times);
        }
    }

    private static bool IsWhole(List<(Exchange Exchange, bool IsAnswer)> halves, int at) =>
        !halves[at].IsAnswer && halves[at + 1].IsAnswer && halves[at].Exchange.Id == halves[at + 1].Exchange.Id;

    private static bool SaysTheSame(Exchange one, Exchange other) =>
        one.Name == other.Name && one.From == other.From && one.To == other.To && one.Endpoint == other.Endpoint
        && one.Method == other.Method && one.Status == other.Status && one.Outcome == other.Outcome
        && one.Error == other.Error && one.Within == other.Within && one.Grant == other.Grant
        && (one.Outcome == Outcome.Pending || !Phases.MovesTheFlow(one));

    private static Dictionary<string, int> Depths(IReadOnlyList<Exchange> exchanges)
    {
        var outer = exchanges.ToDictionary(exchange => exchange.Id, exchange => exchange.Within, StringComparer.Ordinal);
        return exchanges.ToDictionary(exchange => exchange.Id, exchange => Depth(exchange.Id), StringComparer.Ordinal);

        int Depth(string id)
        {
            var depth = 0;
            for (var at = id; depth < 20 && outer.TryGetValue(at, out var next) && next is not null; at = next) depth++;
            return depth;
        }
    }
}
