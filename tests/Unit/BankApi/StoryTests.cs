using CsCheck;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Transactions;

namespace OAuthDemo.Unit.BankApi;

public sealed class StoryTests
{
    private static readonly DateTimeOffset _now = new(2026, 6, 17, 14, 25, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_clock_tells_the_same_story() =>
        Lines(Story.TwelveMonths(_now)).ShouldBe(Lines(Story.TwelveMonths(_now)));

    [Fact]
    public void The_same_day_is_the_same_whenever_the_story_began()
    {
        var day = new DateOnly(2026, 3, 9);
        string[] Of(DateTimeOffset now) => [.. Lines(Story.TwelveMonths(now)).Where(line => line.StartsWith($"{day:yyyy-MM-dd}", StringComparison.Ordinal)
            && !line.Contains("Interest", StringComparison.Ordinal))];

        Of(_now).ShouldNotBeEmpty();
        Of(_now.AddDays(40)).ShouldBe(Of(_now));
    }

    [Fact]
    public void What_is_in_an_account_is_the_sum_of_its_transactions()
    {
        var ledger = Story.TwelveMonths(_now);
        foreach (var account in Households.Make())
            ledger.In(account.Id).ShouldBe(ledger.Written.Where(one => one.AccountId == account.Id).Sum(one => one.Amount));
    }

    [Fact]
    public void As_much_leaves_one_account_as_arrives_at_another() =>
        Story.TwelveMonths(_now).Written.Where(one => one.Category == "transfers").Sum(one => one.Amount).ShouldBe(0);

    [Fact]
    public void Nobody_spends_more_than_the_account_allows() => Gen.Int[0, 2000].Sample(days =>
    {
        var limits = Households.Make().ToDictionary(account => account.Id, account => -account.Limit);
        var left = new Dictionary<string, long>();
        foreach (var one in InOrder(Story.TwelveMonths(_now.AddDays(days))))
        {
            left[one.AccountId] = left.GetValueOrDefault(one.AccountId) + one.Amount;
            left[one.AccountId].ShouldBeGreaterThanOrEqualTo(limits[one.AccountId], $"{one.AccountId} on {one.BookedAt}");
        }
    }, iter: 30, threads: 1);

    [Fact]
    public void A_year_looks_like_a_life()
    {
        var written = Story.TwelveMonths(_now).Written;
        foreach (var account in Households.Make())
            written.Count(one => one.AccountId == account.Id).ShouldBeGreaterThan(20, account.Id);
        written.Count.ShouldBeInRange(1500, 4000);
        string[] expected = ["income", "housing", "utilities", "groceries", "restaurants", "subscriptions", "travel", "transfers", "interest"];
        expected.ShouldBeSubsetOf(written.Select(one => one.Category));
        written.Count(one => one.Description == "Salary" && one.AccountId == Households.AliceCurrent).ShouldBe(12);
    }

    [Fact]
    public void Nothing_happens_in_the_future_and_only_the_last_day_is_pending()
    {
        var written = Story.TwelveMonths(_now).Written;
        written.ShouldAllBe(one => one.BookedAt <= _now);
        written.Where(one => one.SettlesAt > _now).ShouldAllBe(one => one.BookedAt > _now.AddHours(-26));
        written.ShouldContain(one => one.SettlesAt > _now);
    }

    [Fact]
    public void A_story_told_in_two_parts_is_the_story_told_at_once() => Gen.Int[1, 60 * 24 * 60].Sample(minutes =>
    {
        var pause = _now.AddMinutes(minutes);
        var end = _now.AddDays(61);
        var first = new Ledger(_now, pause, []);
        Story.Tell(first, _now, pause);
        var balances = first.Written.GroupBy(one => one.AccountId).ToDictionary(all => all.Key, all => all.Sum(one => one.Amount));
        var second = new Ledger(pause, end, balances);
        Story.Tell(second, pause, end);

        var whole = new Ledger(_now, end, []);
        Story.Tell(whole, _now, end);
        Lines(first).Concat(Lines(second)).Order().ShouldBe(Lines(whole).Order());
    }, iter: 100, threads: 1);

    [Fact]
    public void The_opening_balance_is_older_than_any_consent_reaches() =>
        Story.TwelveMonths(_now).Written.Where(one => one.Category == "opening")
            .ShouldAllBe(one => one.BookedAt < _now.AddMonths(-12));

    [Theory]
    [InlineData("10001", 4)]
    [InlineData("10002", 3)]
    [InlineData("10003", 3)]
    public void Each_customer_has_a_few_accounts(string number, int accounts) =>
        Households.Make().Count(account => account.Holders.Any(holder => holder.Number == number)).ShouldBe(accounts);

    [Fact]
    public void One_account_belongs_to_two() =>
        Households.Make().Where(account => account.Holders.Count == 2).ShouldHaveSingleItem().Kind.ShouldBe(AccountKind.Joint);

    private static IEnumerable<Transaction> InOrder(Ledger ledger) => ledger.Written.OrderBy(one => one.BookedAt);

    private static List<string> Lines(Ledger ledger) => ledger.Written.ConvertAll(one =>
        $"{one.BookedAt:yyyy-MM-dd HH:mm} {one.AccountId} {one.Amount} {one.Description} {one.Category} {one.Merchant} {one.Reference} {one.SettlesAt:O}");
}
