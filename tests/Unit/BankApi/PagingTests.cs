using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Transactions;

namespace OAuthDemo.Unit.BankApi;

public sealed class PagingTests
{
    [Fact]
    public void Following_next_from_the_first_page_visits_every_page_once() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 1000]).Sample((records, size) =>
        {
            var (page, visited) = (At(1, size, records), 1);
            page.Links.Prev.ShouldBeNull();
            while (page.Links.Next is { } next)
            {
                page = At(int.Parse(next[1..], System.Globalization.CultureInfo.InvariantCulture), size, records);
                page.Links.Prev.ShouldBe($"p{visited}");
                visited++;
            }

            page.Links.Self.ShouldBe(page.Links.Last);
            visited.ShouldBe(page.Meta.TotalPages);
            ((long)(visited - 1) * size).ShouldBeLessThanOrEqualTo(records);
            ((long)visited * size).ShouldBeGreaterThanOrEqualTo(records);
        });

    [Fact]
    public void An_empty_list_is_one_empty_page()
    {
        var page = At(1, 25, 0);
        page.Meta.ShouldBe(new PageMeta(1, 25, 1, 0));
        page.Links.ShouldBe(new PageLinks("p1", "p1", "p1"));
    }

    [Theory]
    [InlineData("page", "0")]
    [InlineData("page", "-1")]
    [InlineData("page", "+1")]
    [InlineData("page", "1.0")]
    [InlineData("page", " 1")]
    [InlineData("page", "99999999999")]
    [InlineData("page-size", "1001")]
    [InlineData("page-size", "0")]
    [InlineData("from", "2026-02-30")]
    [InlineData("from", "17.6.2026")]
    [InlineData("to", "2026-06-17T00:00:00Z")]
    [InlineData("to", "")]
    public void What_cannot_be_read_is_refused_by_name(string name, string value)
    {
        var reader = new QueryReader(Query((name, value)));
        TransactionQuery.Read(reader);
        reader.Complaint.ShouldNotBeNull().ProblemDetails.Extensions["parameter"].ShouldBe(name);
        reader.Complaint.StatusCode.ShouldBe(400);
    }

    [Fact]
    public void A_parameter_is_given_once()
    {
        var reader = new QueryReader(new QueryCollection(new Dictionary<string, StringValues> { ["page"] = new(["1", "2"]) }));
        TransactionQuery.Read(reader);
        reader.Complaint.ShouldNotBeNull().ProblemDetails.Extensions["parameter"].ShouldBe("page");
    }

    [Fact]
    public void Days_in_the_wrong_order_are_refused()
    {
        var reader = new QueryReader(Query(("from", "2026-05-02"), ("to", "2026-05-01")));
        TransactionQuery.Read(reader);
        reader.Complaint.ShouldNotBeNull();
    }

    [Fact]
    public void Links_repeat_the_filter() =>
        TransactionQuery.Read(new QueryReader(Query(("from", "2026-01-01"), ("page-size", "10")))).At(3).Value
            .ShouldBe("?from=2026-01-01&page=3&page-size=10");

    [Theory]
    [InlineData(null, null, 4)]
    [InlineData("2026-01-02", null, 3)]
    [InlineData("2026-01-02", "2026-01-03", 2)]
    [InlineData(null, "2026-01-01", 1)]
    [InlineData("0001-01-01", "9999-12-31", 4)]
    public void Both_days_are_included(string? from, string? to, int expected) => Narrowed(from, to, null).ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("2025-01-01")]
    [InlineData("2026-01-03")]
    public void Nothing_older_than_the_consent_is_shown_whatever_is_asked(string? from) =>
        Narrowed(from, null, new DateOnly(2026, 1, 3)).ShouldBe(2);

    private static int Narrowed(string? from, string? to, DateOnly? consented)
    {
        var reader = new QueryReader(Query(("from", from), ("to", to)));
        var query = TransactionQuery.Read(reader);
        reader.Complaint.ShouldBeNull();
        return query.Narrow(new[] { 1, 2, 3, 4 }.Select(On).AsQueryable(), consented).Count();
    }

    private static Transaction On(int day) => new()
    {
        AccountId = "a",
        BookedAt = new DateTimeOffset(2026, 1, day, day * 5, 59, 59, TimeSpan.Zero),
        SettlesAt = default,
        Amount = 1,
        Description = "",
        Category = "",
    };

    private static Page<int> At(int page, int size, int records) => Page.Of<int>([], page, size, records, number => $"p{number}");

    private static QueryCollection Query(params (string Name, string? Value)[] parameters) => new(parameters
        .Where(one => one.Value is not null).ToDictionary(one => one.Name, one => new StringValues(one.Value)));
}
