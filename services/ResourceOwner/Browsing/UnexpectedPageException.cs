using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>The page is not the one that the person needed for her next step. The message ends with the exchange that brought it.</summary>
public sealed class UnexpectedPageException : Exception
{
    internal UnexpectedPageException(string expected, Page page, ExchangeLog log)
        : base($"Expected {expected}, but {Describe(page)}.{Environment.NewLine}{log.Last}")
    {
        Page = page;
    }

    /// <summary>The page that came instead.</summary>
    public Page Page { get; }

    private static string Describe(Page page)
    {
        var address = Redaction.Address(page.Url.ToString());
        if (page.Redirect is { } redirect)
            return $"{address} answered {page.Status} to {Redaction.Address(redirect.ToString())}";
        return $"{address} answered {page.Status} \"{page.Title}\"{(page.Error is { } error ? $" with the error {error}" : "")}";
    }
}
