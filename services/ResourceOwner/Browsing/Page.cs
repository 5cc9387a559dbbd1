using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>What the browser shows after a step: a page, or a redirect that it was told not to follow.</summary>
public sealed class Page
{
    private readonly ExchangeLog _log;
    private readonly Lazy<IHtmlDocument> _document;

    internal Page(Uri url, HttpResponseMessage response, string body, ExchangeLog log)
    {
        _log = log;
        Url = url;
        Status = (int)response.StatusCode;
        Redirect = Status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location ? new(url, location) : null;
        Headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Body = body;
        _document = new(() => Parse(body));
    }

    /// <summary>The address in the address bar.</summary>
    public Uri Url { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Where the answer redirects to, when it does.</summary>
    public Uri? Redirect { get; }

    /// <summary>The answer's headers; repeated ones are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The answer as text.</summary>
    public string Body { get; }

    /// <summary>The parsed HTML.</summary>
    public IHtmlDocument Document => _document.Value;

    /// <summary>Which page of the bank it is, by <c>main[data-page]</c>: login, consent, error, home, consents or logout.</summary>
    public string? Name => Document.QuerySelector("main[data-page]")?.GetAttribute("data-page");

    /// <summary>The page's title.</summary>
    public string? Title => Document.Title;

    /// <summary>The code that the bank's error page names.</summary>
    public string? Error => Document.QuerySelector("code[data-error]")?.TextContent.Trim();

    /// <summary>Everything the person can read, in one line.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether the page has a form with this <c>data-form</c>.</summary>
    public bool Has(string form) => Forms(form).Count > 0;

    /// <summary>All forms with this <c>data-form</c>.</summary>
    public IReadOnlyList<HtmlForm> Forms(string name) =>
        [.. Document.QuerySelectorAll<IHtmlFormElement>($"form[data-form='{name}']").Select(form => new HtmlForm(form, this))];

    /// <summary>The one form with this <c>data-form</c>, or the first of several.</summary>
    /// <exception cref="UnexpectedPageException">The page has none.</exception>
    public HtmlForm Form(string name) => Forms(name) is [var form, ..] ? form : throw Unexpected($"a page with the form '{name}'");

    /// <summary>The first link whose text contains these words.</summary>
    /// <exception cref="UnexpectedPageException">The page has none.</exception>
    public Uri Link(string words) =>
        Document.QuerySelectorAll<IHtmlAnchorElement>("a[href]").FirstOrDefault(a => a.TextContent.Contains(words, StringComparison.OrdinalIgnoreCase)) is { } link
            ? new(Url, link.GetAttribute("href"))
            : throw Unexpected($"a link '{words}'");

    private static IHtmlDocument Parse(string body)
    {
        var document = new HtmlParser().ParseDocument(body);
        // A page that is streamed brings its slow parts in templates, for a script to put in place; here they are read where they stand.
        foreach (var template in document.QuerySelectorAll<IHtmlTemplateElement>("blazor-ssr > template").ToList())
            template.Replace(template.Content);
        return document;
    }

    /// <summary>An error that tells what was expected, what came instead, and how it came to that.</summary>
    public UnexpectedPageException Unexpected(string expected) => new(expected, this, _log);
}
