using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Seed;

namespace OAuthDemo.Unit.BankApi;

public sealed class AccountIdsTests
{
    private readonly AccountIds _ids = new(new byte[32]);

    [Fact]
    public void Two_clients_are_given_different_ids_of_one_account() =>
        _ids.OfAccount("a", "10001-current").ShouldNotBe(_ids.OfAccount("b", "10001-current"));

    [Fact]
    public void A_client_is_given_the_same_id_each_time() =>
        _ids.OfAccount("a", "10001-current").ShouldBe(new AccountIds(new byte[32]).OfAccount("a", "10001-current"));

    [Fact]
    public void Another_bank_gives_other_ids() =>
        _ids.OfAccount("a", "10001-current").ShouldNotBe(new AccountIds([.. Enumerable.Repeat((byte)1, 32)]).OfAccount("a", "10001-current"));

    [Fact]
    public void An_id_fits_into_a_path_and_tells_nothing()
    {
        var ids = Households.Make().Select(account => _ids.OfAccount("a", account.Id)).ToList();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length == 22 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == '_'));
    }

    [Fact]
    public void Transactions_are_told_apart_by_client_too() =>
        _ids.OfTransaction("a", 1).ShouldNotBe(_ids.OfTransaction("b", 1));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(-123450, "-1234.50")]
    [InlineData(100, "1.00")]
    public void Amounts_are_decimal_strings(long cents, string text) => Money.Text(cents).ShouldBe(text);
}
