using System.Buffers.Text;
using System.Text;
using OAuthDemo.FlowExplorer.Explaining;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Lessons;
using OAuthDemo.FlowExplorer.Pages;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.Unit.FlowExplorer;

public sealed class ReadingTests
{
    [Fact]
    public void A_token_without_its_signature_can_be_read()
    {
        var token = "Bearer " + Part("""{"alg":"ES256","typ":"at+jwt"}""") + "." + Part("""{"aud":["a","b"],"exp":1790000000}""") + ".sha256:0123456789ab";

        var jwt = Jwt.Read(token).ShouldNotBeNull();

        jwt.Header.Select(claim => claim.Text).ShouldBe(["ES256", "at+jwt"]);
        jwt.Claims[0].Text.ShouldBe("""["a","b"]""");
        jwt.Claims[1].At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1790000000));
    }

    [Theory]
    [InlineData("sha256:0123456789ab")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("")]
    public void What_is_no_token_is_not_taken_for_one(string value) => Jwt.Read(value).ShouldBeNull();

    [Theory]
    [InlineData(252, "in 4 min 12 s")]
    [InlineData(-30, "30 s ago")]
    [InlineData(0, "now")]
    public void Times_are_said_as_people_say_them(int seconds, string said) =>
        Said.Relative(TimeSpan.FromSeconds(seconds)).ShouldBe(said);

    [Fact]
    public void Everything_of_the_story_has_words()
    {
        foreach (var step in new SampleFlow("a").Story) Glossary.Step(step).Rule.ShouldNotBeNull(step);
        foreach (var lesson in Lesson.All) lesson.Rules.ShouldAllBe(rule => rule.Rule.Address.StartsWith("https://"));
    }

    [Fact]
    public void A_flow_is_found_by_whatever_one_remembers_of_it()
    {
        var flow = Flow.Of(new SampleFlow("a").Reports().Select(report => report with { Person = "Alice Archer", Grant = "authorization_code" }).ToList(), 0);

        FlowSearch.Matches(flow, "alice introspection").ShouldBeTrue();
        FlowSearch.Matches(flow, "sha256:codea").ShouldBeTrue();
        FlowSearch.Matches(flow, "bob").ShouldBeFalse();
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
