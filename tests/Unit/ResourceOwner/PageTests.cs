using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Unit.ResourceOwner;

public sealed class PageTests
{
    [Fact]
    public async Task Parts_that_are_streamed_later_are_read_like_the_rest()
    {
        var page = await OpenAsync("""<body><main>Reading…</main><blazor-ssr><template blazor-component-id="4"><p>Everyday account</p></template></blazor-ssr></body>""");

        page.Text.ShouldContain("Everyday account");
    }

    [Fact]
    public async Task A_page_tells_which_it_is_and_what_went_wrong()
    {
        var page = await OpenAsync("""<main data-page="error"><h1>No</h1><code data-error>invalid_request</code><a href="/next">Go on</a></main>""");

        (page.Name, page.Error, page.Link("go on").AbsoluteUri).ShouldBe(("error", "invalid_request", "http://localhost:8080/next"));
    }

    [Fact]
    public async Task A_link_that_is_not_there_is_an_error_that_says_where_one_was()
    {
        var page = await OpenAsync("<title>Harbour Bank</title>");

        Should.Throw<UnexpectedPageException>(() => page.Link("go on")).Message.ShouldStartWith("Expected a link 'go on', but http://localhost:8080/ answered 200 \"Harbour Bank\"");
    }

    private static async Task<Page> OpenAsync(string html)
    {
        using var pages = new PagesHandler().Page("GET http://localhost:8080/", html);
        using var browser = new Browser(new Addresses(new("http://localhost:8080/")), pages);
        return await browser.GoAsync(new("http://localhost:8080/"));
    }
}
