using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.Unit.FlowExplorer;

public sealed class FlowStoreTests
{
    [Fact]
    public void The_oldest_flow_goes_first_when_memory_is_full()
    {
        var one = new SampleFlow("0").Reports().ToList();
        var room = one.Sum(report => report.Weight) * 3;
        var store = new FlowStore(mostBytes: room);

        for (var flow = 0; flow < 50; flow++) store.Add(new SampleFlow($"{flow % 10}{flow / 10}").Reports(beginsAt: flow).ToList());

        store.Count.ShouldBeInRange(2, 3);
        store.Find("00-start").ShouldBeNull();
        store.Find("94-start").ShouldNotBeNull().Steps.Count.ShouldBe(new SampleFlow("94").Story.Count);
    }

    [Fact]
    public void A_flow_that_never_ends_keeps_its_beginning_and_its_newest_steps()
    {
        var store = new FlowStore(mostReportsPerFlow: 100);
        store.Add(new SampleFlow("a").Reports().ToList());
        var last = new SampleFlow("a").Reports().Last();

        for (var call = 0; call < 1000; call++)
            store.Add([last with { SpanId = $"call{call}", ExchangeId = $"call{call}", Endpoint = $"/{call}", StartedAt = last.StartedAt + call, EndedAt = last.EndedAt + call }]);

        var flow = store.Find("a-start").ShouldNotBeNull();
        flow.Steps.Count.ShouldBeLessThanOrEqualTo(100);
        flow.Steps[0].Exchange.Name.ShouldBe("authorization_start");
        flow.LeftOut.ShouldBeGreaterThan(800);
        store.Find("call999").ShouldNotBeNull();
        store.Find("call300").ShouldBeNull();
    }

    [Fact]
    public void A_link_finds_the_flow_although_its_beginning_arrived_late()
    {
        var store = new FlowStore();
        var reports = new SampleFlow("a").Reports().ToList();
        store.Add([reports[^1]]);
        var link = store.Newest(1)[0].Id;

        store.Add(reports);

        store.Find(link).ShouldNotBeNull().Id.ShouldBe("a-start");
    }
}
