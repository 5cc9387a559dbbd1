using System.Xml.Linq;
using Bunit;
using OAuthDemo.FlowExplorer.Diagram;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.Unit.FlowExplorer;

public sealed class SequenceDiagramTests : BunitContext
{
    private static readonly Flow Flow = Flow.Of(new SampleFlow("a").Reports().ToList(), leftOut: 0);

    [Fact]
    public void Every_arrow_is_a_link_that_says_in_words_what_it_shows()
    {
        var arrows = Render<SequenceDiagram>(diagram => diagram.Add(d => d.Flow, Flow)).FindAll("a[data-arrow]");

        arrows.Count.ShouldBe(2 * new SampleFlow("a").Story.Count);
        arrows.Select(arrow => arrow.GetAttribute("data-arrow")).ShouldBe(Enumerable.Range(1, arrows.Count).Select(number => $"{number}"));
        arrows[0].GetAttribute("href").ShouldBe("flows/a-start/a-start");
        arrows[0].GetAttribute("aria-label")!.ShouldStartWith("1. Start at the client: connect my bank. Resource owner to Client");
    }

    [Fact]
    public void The_name_of_an_arrow_begins_with_what_is_written_on_it_in_either_size()
    {
        var arrows = Render<SequenceDiagram>(diagram => diagram.Add(d => d.Flow, Flow)).FindAll("a[data-arrow]");

        foreach (var arrow in arrows)
            foreach (var label in arrow.QuerySelectorAll(".label"))
                arrow.GetAttribute("aria-label")!.ShouldStartWith($"{arrow.GetAttribute("data-arrow")}. {label.TextContent}");
    }

    [Fact]
    public void The_steps_of_the_abstract_flow_stand_above_their_arrows()
    {
        var diagram = Render<SequenceDiagram>(d => d.Add(one => one.Flow, Flow));
        diagram.FindAll(".phase text").Select(heading => heading.TextContent)
            .ShouldBe(["Authorization grant", "Access token", "Protected resource", "Access token"]);
    }

    [Fact]
    public void The_opened_step_stands_out()
    {
        var diagram = Render<SequenceDiagram>(d => d.Add(one => one.Flow, Flow).Add(one => one.Open, "a-token"));
        diagram.FindAll("a[aria-current=step]").Count.ShouldBe(2);
    }

    [Fact]
    public void The_gateway_can_be_folded_away()
    {
        var through = Flow.Of(new SampleFlow("a").Reports().Select(report => report with { ViaGateway = true }).ToList(), 0);

        Render<SequenceDiagram>(d => d.Add(one => one.Flow, through)).FindAll(".head.gateway").Count.ShouldBe(1);
        Render<SequenceDiagram>(d => d.Add(one => one.Flow, through).Add(one => one.Gateway, false)).FindAll(".head.gateway").ShouldBeEmpty();
    }

    [Fact]
    public void A_picture_to_take_away_is_well_formed_and_needs_no_style_of_ours()
    {
        var svg = XDocument.Parse(Render<SequenceDiagram>(d => d.Add(one => one.Flow, Flow).Add(one => one.Standalone, true)).Markup);

        svg.Root!.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));
        svg.ToString().ShouldNotContain("var(--");
        svg.Descendants().Count(element => element.Attribute("class")?.Value.StartsWith("arrow ", StringComparison.Ordinal) == true)
            .ShouldBe(Flow.Arrows.Count);
    }

    [Fact]
    public void The_table_says_the_same_as_the_picture()
    {
        var rows = Render<StepTable>(table => table.Add(t => t.Flow, Flow)).FindAll("tbody tr");
        rows.Count.ShouldBe(Flow.Arrows.Count);
        rows[^1].TextContent.ShouldContain("Authorization server");
    }
}
