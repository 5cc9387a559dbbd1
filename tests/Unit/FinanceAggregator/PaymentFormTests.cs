using System.Text.Json;
using OAuthDemo.FinanceAggregator.Payments;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class PaymentFormTests
{
    private static PaymentForm Form(string? amount = "12.50", string? iban = "DE89 3704 0044 0532 0130 00", string? creditor = "Lighthouse Books", string? reference = "Order 1234") =>
        new() { Amount = amount, Iban = iban, Creditor = creditor, Reference = reference };

    [Fact] // RFC 9396 §2
    public void What_the_person_agrees_to_is_one_object_in_an_array()
    {
        var details = JsonDocument.Parse(Form(iban: "de89370400440532013000").Order().AuthorizationDetails()).RootElement;

        details.GetArrayLength().ShouldBe(1);
        var order = details[0];
        order.GetProperty("type").GetString().ShouldBe("payment_initiation");
        order.GetProperty("instructedAmount").GetRawText().ShouldBe("""{"amount":"12.50","currency":"EUR"}""");
        order.GetProperty("creditorName").GetString().ShouldBe("Lighthouse Books");
        order.GetProperty("creditorAccount").GetProperty("iban").GetString().ShouldBe("DE89370400440532013000");
        order.GetProperty("remittanceInformation").GetString().ShouldBe("Order 1234");
    }

    [Theory]
    [InlineData("12.5", "12.50")]
    [InlineData("€12", "12.00")]
    [InlineData("12,50", "12.50")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData(" 0.01 ", "0.01")]
    [InlineData("10000", "10000.00")]
    public void An_amount_is_read_as_it_is_meant(string text, string amount)
    {
        Form(amount: text).Mistakes().ShouldBeEmpty();
        Form(amount: text).Order().InstructedAmount.Amount.ShouldBe(amount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("twelve")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("0.001")]
    [InlineData("10000.01")]
    [InlineData("1e3")]
    [InlineData("12.50 EUR or so")]
    public void What_is_no_amount_is_said_to_be_none(string? text) => Form(amount: text).Mistakes().Keys.ShouldBe(["Amount"]);

    [Theory]
    [InlineData("DE89370400440532013001")] // a digit wrong
    [InlineData("DE98370400440532013000")] // two digits swapped
    [InlineData("1234567890123456")]
    [InlineData("DE89")]
    [InlineData("DE89370400440532013000000000000000000")]
    [InlineData("<script>")]
    [InlineData(null)]
    public void A_wrong_account_number_is_noticed_by_its_check_digits(string? iban) => Form(iban: iban).Mistakes().Keys.ShouldBe(["Iban"]);

    [Theory]
    [InlineData("GB29 NWBK 6016 1331 9268 19")]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("no9386011117947")]
    public void Account_numbers_of_other_countries_are_good_too(string iban) => Form(iban: iban).Mistakes().ShouldBeEmpty();

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Form("", "", " ", new string('x', 141)).Mistakes().Keys.ShouldBe(["Creditor", "Iban", "Amount", "Reference"], ignoreOrder: true);

    [Fact]
    public void A_reference_may_be_left_out() => Form(reference: null).Mistakes().ShouldBeEmpty();
}
