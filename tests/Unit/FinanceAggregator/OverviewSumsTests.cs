using CsCheck;
using OAuthDemo.FinanceAggregator.Money;
using OAuthDemo.FinanceAggregator.Overview;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class OverviewSumsTests
{
    private static readonly DateOnly _today = new(2026, 5, 4);

    private static Transaction Booked(string day, decimal amount, string category = "groceries", string currency = "EUR") =>
        new("t", DateTimeOffset.Parse(day + "T12:00:00Z", null), amount, currency, "", category, "booked", null);

    [Fact]
    public void Cash_flow_has_every_month_of_the_year_also_the_quiet_ones()
    {
        var months = CashFlow.ByMonth([Booked("2026-03-31", 100), Booked("2026-03-01", -40)], "EUR", _today);

        months.Count.ShouldBe(12);
        months[0].Month.ShouldBe(new DateOnly(2025, 6, 1));
        months[^1].Month.ShouldBe(new DateOnly(2026, 5, 1));
        months.Single(month => month.Month.Month == 3).ShouldBe(new CashFlow(new(2026, 3, 1), 100, 40));
        months.Count(month => month.Income == 0 && month.Spending == 0).ShouldBe(11);
    }

    [Fact]
    public void Moving_money_between_own_accounts_is_neither_income_nor_spending()
    {
        var moved = new[] { Booked("2026-05-01", -300, "transfers"), Booked("2026-05-01", 300, "transfers") };

        CashFlow.ByMonth(moved, "EUR", _today).ShouldAllBe(month => month.Income == 0 && month.Spending == 0);
        Spending.ByCategory(moved, "EUR", DateTimeOffset.MinValue).ShouldBeEmpty();
    }

    [Fact]
    public void Amounts_of_another_currency_are_not_added_up_with_these() =>
        CashFlow.ByMonth([Booked("2026-05-01", 10), Booked("2026-05-01", 10, currency: "GBP")], "EUR", _today)[^1].Income.ShouldBe(10);

    [Fact]
    public void A_day_belongs_to_its_month_in_utc() =>
        CashFlow.ByMonth([Booked("2026-05-01", -1) with { BookedAt = DateTimeOffset.Parse("2026-05-01T01:00:00+02:00", null) }], "EUR", _today)
            .Single(month => month.Spending > 0).Month.ShouldBe(new DateOnly(2026, 4, 1));

    [Fact]
    public void Spending_is_sorted_by_size_and_the_small_ones_become_one()
    {
        var spent = new[] { Booked("2026-05-01", -50, "housing"), Booked("2026-05-01", -30), Booked("2026-05-02", -10), Booked("2026-05-01", -6, "cash"), Booked("2026-05-01", -4, "travel") };

        Spending.ByCategory(spent, "EUR", DateTimeOffset.MinValue, largest: 2).ShouldBe(
            [new("Housing", 50, 0.5), new("Groceries", 40, 0.4), new("Everything else", 10, 0.1)]);
    }

    [Fact]
    public void What_came_in_or_lies_before_the_period_is_not_spending() =>
        Spending.ByCategory([Booked("2026-05-01", 99), Booked("2026-04-01", -5)], "EUR", DateTimeOffset.Parse("2026-04-15T00:00:00Z", null)).ShouldBeEmpty();

    [Fact]
    public void No_cent_is_lost() => Gen.Int[-500_00, 500_00].Select(cents => Booked("2026-05-01", cents / 100m)).Array[0, 60].Sample(transactions =>
    {
        CashFlow.ByMonth(transactions, "EUR", _today).Sum(month => month.Net).ShouldBe(transactions.Sum(transaction => transaction.Amount));
        Spending.ByCategory(transactions, "EUR", DateTimeOffset.MinValue).Sum(part => part.Total)
            .ShouldBe(-transactions.Where(transaction => transaction.Amount < 0).Sum(transaction => transaction.Amount));
    });

    [Theory]
    [InlineData(1234.5, "EUR", "+€1,234.50")]
    [InlineData(-0.05, "GBP", "−£0.05")]
    [InlineData(0, "USD", "$0.00")]
    [InlineData(-7, "CHF", "−CHF\u00a07.00")]
    public void An_amount_always_shows_sign_and_currency(double value, string currency, string text) =>
        new Amount((decimal)value, currency).ToString().ShouldBe(text);
}
