using OAuthDemo.AuthorizationServer.Consents;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>What a person may be asked to pay (RFC 9396).</summary>
public sealed class PaymentOrderTests
{
    private const string Good = """
        [{"type":"payment_initiation","instructedAmount":{"amount":"12.50","currency":"EUR"},"creditorName":"Lighthouse Books","creditorAccount":{"iban":"DE89370400440532013000"}}]
        """;

    [Fact]
    public void It_reads_back_what_it_has_written()
    {
        var order = PaymentOrder.Parse(Good);

        PaymentOrder.Parse(order.ToJson()).ShouldBe(order);
        order.ToJson().ShouldBe(Good.Trim());
    }

    [Theory]
    [InlineData("\"12.50\"", "12.50")]
    [InlineData("12.50", "12.505")]
    [InlineData("12.50", "-1.00")]
    [InlineData("12.50", "0")]
    [InlineData("12.50", "10000.01")]
    [InlineData("12.50", "12,50")]
    [InlineData("12.50", " 12.50")]
    [InlineData("EUR", "GBP")]
    [InlineData("Lighthouse Books", " ")]
    [InlineData("DE89370400440532013000", "DE89370400440532013010")]
    [InlineData("DE89370400440532013000", "DE")]
    [InlineData("DE89370400440532013000", "de89370400440532013000")]
    [InlineData("payment_initiation", "account_information")]
    [InlineData("creditorName", "creditor")]
    [InlineData("}]", "},{}]")]
    [InlineData("}]", ",\"executionDate\":\"2026-01-01\"}]")]
    public void It_is_refused_with_a_reason_when_anything_is_wrong(string right, string wrong) =>
        Should.Throw<FormatException>(() => PaymentOrder.Parse(Good.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldNotBeNullOrWhiteSpace();

    [Theory]
    [InlineData("GB29NWBK60161331926819")]
    [InlineData("NL91 ABNA 0417 1643 00")]
    [InlineData("NO9386011117947")]
    public void Accounts_of_other_countries_can_be_paid(string iban) =>
        PaymentOrder.Parse(Good.Replace("DE89370400440532013000", iban, StringComparison.Ordinal)).CreditorAccount.Iban.ShouldBe(iban);
}
