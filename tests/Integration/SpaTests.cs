using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>The client that lives in the browser alone, as far as it can be seen without one.</summary>
public sealed class SpaTests(DemoSystem demo)
{
    [Theory]
    [InlineData("spa")]
    [InlineData("spa/callback?code=c&state=s")]
    public async Task Its_page_runs_its_own_scripts_and_talks_to_the_bank_only(string path)
    {
        var page = await demo.Http().GetAsync(new Uri(demo.Addresses.AtAggregator(path), "").AbsoluteUri);

        page.Status.ShouldBe(200);
        var policy = page.Header("Content-Security-Policy").ShouldNotBeNull();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain($"connect-src {demo.Issuer.GetLeftPart(UriPartial.Authority)};");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        page.Header("Cache-Control").ShouldBe("no-store");
        page.Body.ShouldNotContain("blazor");
    }

    [Fact] // RFC 9700 §2.1.1
    public async Task Its_scripts_keep_tokens_out_of_every_storage_and_are_short()
    {
        var scripts = new List<string>();
        foreach (var script in new[] { "spa/oauth.js", "spa/spa.js" })
            scripts.Add((await demo.Http().GetAsync(demo.Addresses.AtAggregator(script).AbsoluteUri)).Body);

        scripts.Sum(script => script.Split('\n').Length - 1).ShouldBeLessThanOrEqualTo(150);
        scripts.ShouldAllBe(script => !script.Contains("localStorage") && !script.Contains("innerHTML") && !script.Contains("cookie") && !script.Contains("eval("));
        scripts[0].ShouldContain("code_challenge_method: \"S256\"");
        scripts[1].ShouldNotContain("sessionStorage", Case.Sensitive, "that is where state and verifier wait, and never a token");
    }

    [Fact]
    public async Task Next_to_it_stands_why_a_server_is_the_safer_place()
    {
        var page = await demo.Browser().GoAsync(demo.Addresses.AtAggregator("spa/why"));

        page.Name.ShouldBe("spa-why");
        page.Text.ShouldContain("backend for frontend");
    }
}
