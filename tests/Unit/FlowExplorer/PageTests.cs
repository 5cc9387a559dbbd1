using System.Buffers.Text;
using System.Text;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Pages;
using OAuthDemo.FlowExplorer.Reading;
using OAuthDemo.FlowExplorer.SystemView;

namespace OAuthDemo.Unit.FlowExplorer;

/// <summary>What stands on the pages, and what they do while flows come in.</summary>
public sealed class PageTests : BunitContext
{
    private readonly FlowStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 21, 12, 0, 0, TimeSpan.Zero));

    public PageTests()
    {
        Services.AddSingleton(_store);
        Services.AddSingleton(new Addresses(new ConfigurationBuilder().Build()));
        Services.AddSingleton<TimeProvider>(_clock);
    }

    [Fact]
    public void The_newest_flow_is_drawn_as_it_grows_until_the_viewer_chooses_another()
    {
        var reports = new SampleFlow("a").Reports().ToList();
        var page = Render<FlowsPage>();
        page.Markup.ShouldContain("Nothing has happened yet");

        _store.Add(reports[..3]);
        page.WaitForAssertion(() => page.FindAll("a.arrow").Count.ShouldBe(6));
        _store.Add(reports[3..]);
        page.WaitForAssertion(() => page.FindAll("a.arrow").Count.ShouldBe(2 * new SampleFlow("a").Story.Count));
        page.Render(parameters => parameters.Add(flows => flows.FlowId, "a-start"));
        _store.Add(new SampleFlow("b").Reports(beginsAt: 1_000_000_000).ToList());

        page.WaitForAssertion(() => page.FindAll("ul.flows li").Count.ShouldBe(3));
        page.FindAll("a.arrow").ShouldAllBe(arrow => arrow.GetAttribute("href")!.StartsWith("flows/a-start/"));
    }

    [Fact]
    public void What_services_ask_each_other_takes_no_place_in_the_list_unless_it_is_wanted()
    {
        _store.Add(new SampleFlow("a").Reports().ToList());
        _store.Add([Metadata(), .. new SampleFlow("b").Reports().Where(report => report.Name == "accounts").Select(report => report with { Within = null, ExchangeId = "alone" })]);

        var page = Render<FlowsPage>();
        page.FindAll("ul.flows li").Count.ShouldBe(2, "newest, and the one that a person began");
        page.Find("svg.sequence").TextContent.ShouldContain("Start at the client");

        page.Find(".tick input").Change(true);
        page.FindAll("ul.flows li").Count.ShouldBe(4);
    }

    [Fact]
    public void A_search_that_finds_nothing_offers_the_way_back()
    {
        _store.Add(new SampleFlow("a").Reports().ToList());
        var page = Render<FlowsPage>();

        page.Find("input[type=search]").Input("nobody");
        page.FindAll("ul.flows li").Count.ShouldBe(1);
        page.FindAll("button").Single(button => button.TextContent == "Show all").Click();

        page.FindAll("ul.flows li").Count.ShouldBe(2);
    }

    [Fact]
    public void A_step_says_what_each_parameter_is_for_and_until_when_its_token_is_good()
    {
        var token = Part("""{"alg":"ES256","typ":"at+jwt"}""") + "." + Part($$"""{"exp":{{_clock.GetUtcNow().ToUnixTimeSeconds() + 252}}}""") + ".sha256:0123456789ab";
        var step = Flow.Of(
        [
            .. new SampleFlow("a").Reports().Where(report => report.Name == "token_request").Take(2).Select(report => report with
            {
                Method = "POST",
                Endpoint = "/connect/token",
                Request = [new("code_verifier", "sha256:0123456789ab")],
                Response = [new("access_token", token)],
            }),
        ], 0).Steps[0];

        var view = Render<StepView>(parameters => parameters.Add(one => one.Step, step));

        view.Markup.ShouldContain("Without it:");
        view.Find("a[href='https://www.rfc-editor.org/rfc/rfc7636#section-4.5']").TextContent.ShouldBe("RFC 7636 §4.5");
        view.Find("section.token").TextContent.ShouldContain("in 4 min 12 s");
        _clock.Advance(TimeSpan.FromSeconds(2));
        view.WaitForAssertion(() => view.Find("section.token").TextContent.ShouldContain("in 4 min 10 s"));
        view.Markup.ShouldContain("code_verifier={{code_verifier}}");
    }

    [Fact]
    public void A_refusal_is_explained_in_words_with_its_place_in_a_specification()
    {
        var step = Flow.Of(
            [.. new SampleFlow("a").Reports().Where(report => report.ExchangeId == "a-refresh").Select(report => report with { Outcome = Outcome.Refused, Error = "invalid_grant", Status = 400 })], 0).Steps[0];

        var refusal = Render<StepView>(parameters => parameters.Add(one => one.Step, step)).Find(".refusal");

        refusal.TextContent.ShouldContain("Refused: invalid_grant");
        refusal.QuerySelectorAll("a[href^='https://www.rfc-editor.org/']").ShouldNotBeEmpty();
    }

    [Fact]
    public void The_system_is_put_together_from_what_listens_and_from_what_tells()
    {
        var heard = new Heard(_clock);
        heard.From("statement-worker", "w1", "1.0.0+0123456789abcdef", 0);
        heard.From("bank-api", "b1", "1.0.0", 3);
        heard.From("bank-api", "b2", "1.1.0", 4);

        var services = Service.All([new("bank-api", "http://one", "Healthy"), new("bank-api", "http://two", null)], heard.Lately);

        services.Select(service => (service.Name, service.Replicas)).ShouldBe([("bank-api", 2), ("statement-worker", 1)]);
        services[0].Versions.ShouldBe(["1.0.0", "1.1.0"]);
        _clock.Advance(TimeSpan.FromMinutes(4));
        heard.Lately.ShouldBeEmpty("who is silent for so long was stopped");
    }

    private static Observation Metadata() => new SampleFlow("m").Reports().First() with
    {
        SpanId = "metadata",
        ExchangeId = "metadata",
        Name = "metadata_request",
        From = Role.Client,
        To = Role.AuthorizationServer,
        Keys = [],
        StartedAt = 1_790_000_900_000_000_000,
        EndedAt = 1_790_000_900_001_000_000,
    };

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
