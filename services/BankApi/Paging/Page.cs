namespace OAuthDemo.BankApi.Paging;

/// <summary>One thing, and its address.</summary>
internal sealed record Item<T>(T Data, SelfLink Links);

/// <summary>The address of this answer.</summary>
internal sealed record SelfLink(string Self);

/// <summary>A page of a list.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Data, PageLinks Links, PageMeta Meta);

/// <summary>Where this page, its neighbours and both ends are; a neighbour that does not exist is absent.</summary>
internal sealed record PageLinks(string Self, string First, string Last, string? Prev = null, string? Next = null);

/// <summary>How much there is.</summary>
internal sealed record PageMeta(int Page, int PageSize, int TotalPages, int TotalRecords);

internal static class Page
{
    public const int DefaultSize = 25;
    public const int LargestSize = 1000;

    // An empty list is one empty page.
    public static int Count(int records, int size) => Math.Max(1, (records + size - 1) / size);

    public static Page<T> Of<T>(IReadOnlyList<T> data, int page, int size, int records, Func<int, string> address)
    {
        var last = Count(records, size);
        var links = new PageLinks(address(page), address(1), address(last),
            page > 1 ? address(page - 1) : null, page < last ? address(page + 1) : null);
        return new Page<T>(data, links, new PageMeta(page, size, last, records));
    }

    public static Page<T> Whole<T>(IReadOnlyList<T> data, string address) =>
        Of(data, 1, Math.Max(DefaultSize, data.Count), data.Count, _ => address);
}
