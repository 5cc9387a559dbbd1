using System.Security.Claims;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Payments;
using OAuthDemo.BankApi.Statements;

namespace OAuthDemo.Unit.BankApi;

public sealed class PaymentOrderTests
{
    private const string Agreed = """
        {"type":"payment_initiation","instructedAmount":{"amount":"12.50","currency":"EUR"},"creditorName":"Lighthouse Books",
         "creditorAccount":{"iban":"DE02120300000000202051"},"remittanceInformation":"Order 1234"}
        """;

    private static readonly PaymentOrder _order = new(new("12.50", "EUR"), "Lighthouse Books", new("DE02120300000000202051"), "Order 1234");

    [Fact]
    public void The_same_payment_may_be_written_in_another_way() =>
        (_order with { InstructedAmount = new("12.5", "EUR"), CreditorAccount = new("de02 1203 0000 0000 2020 51") }).IsSameAs(InToken(Agreed)!).ShouldBeTrue();

    [Fact]
    public void Whatever_else_differs_is_another_payment()
    {
        PaymentOrder[] others =
        [
            _order with { InstructedAmount = new("12.51", "EUR") },
            _order with { InstructedAmount = new("1250", "EUR") },
            _order with { InstructedAmount = new("12.50", "USD") },
            _order with { CreditorName = "Lighthouse books" },
            _order with { CreditorAccount = new("DE02120300000000202052") },
            _order with { RemittanceInformation = "Order 1235" },
            _order with { RemittanceInformation = null },
        ];
        others.ShouldAllBe(other => !other.IsSameAs(_order));
    }

    [Fact]
    public void A_token_that_names_no_payment_or_two_is_for_none()
    {
        InToken().ShouldBeNull();
        InToken("""{"type":"statement","account":"a","month":"2026-10"}""").ShouldBeNull();
        InToken(Agreed, Agreed).ShouldBeNull();
    }

    [Theory]
    [InlineData("12.50", 1250L)]
    [InlineData("12.5", 1250L)]
    [InlineData("12", 1200L)]
    [InlineData("0.01", 1L)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1e3", null)]
    [InlineData("1,000", null)]
    [InlineData("1.005", null)]
    [InlineData(".5", null)]
    [InlineData("1.", null)]
    [InlineData(" 1", null)]
    [InlineData("", null)]
    [InlineData("9999999999999", null)]
    public void An_amount_is_read_strictly(string text, long? cents) => Money.Cents(text).ShouldBe(cents);

    [Fact]
    public void A_machine_token_opens_all_statements_until_it_names_some()
    {
        var october = StatementMonth.Parse("2026-10")!.Value;
        Token().Covers("10001-current", october).ShouldBeTrue();
        var narrow = Token("""{"type":"statement","account":"10001-current","month":"2026-10"}""");
        narrow.Covers("10001-current", october).ShouldBeTrue();
        narrow.Covers("10001-savings", october).ShouldBeFalse();
        narrow.Covers("10001-current", StatementMonth.Parse("2026-09")!.Value).ShouldBeFalse();
        Token("""{"type":"statement"}""").Covers("10001-current", october).ShouldBeFalse();
        Token(Agreed).Covers("10001-current", october).ShouldBeFalse();
    }

    [Theory] // RFC 9470 §5
    [InlineData("1000", 300, true)]
    [InlineData("1000", 301, false)]
    [InlineData("soon", 0, false)]
    [InlineData(null, 0, false)]
    public void A_login_is_fresh_for_as_long_as_said(string? authTime, int later, bool fresh)
    {
        var token = new ClaimsPrincipal(new ClaimsIdentity(authTime is null ? [] : [new Claim("auth_time", authTime)]));
        new FreshLogin(TimeSpan.FromMinutes(5)).IsMetBy(token, DateTimeOffset.FromUnixTimeSeconds(1000 + later)).ShouldBe(fresh);
    }

    private static PaymentOrder? InToken(params string[] details) => PaymentOrder.AgreedIn(Token(details));

    private static ClaimsPrincipal Token(params string[] details) =>
        new(new ClaimsIdentity(details.Select(detail => new Claim("authorization_details", detail))));
}
