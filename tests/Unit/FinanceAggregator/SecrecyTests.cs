using System.Text;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connections;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class SecrecyTests
{
    private static readonly GrantedTokens _granted = new(
        new Tokens(new("access-in-the-clear"), new("refresh-in-the-clear")), DateTimeOffset.UnixEpoch, "accounts:read");

    [Fact]
    public void Tokens_that_are_printed_show_a_fingerprint()
    {
        var printed = $"{_granted} {_granted.Tokens} {_granted.Tokens.Access}";

        printed.ShouldNotContain("in-the-clear");
        printed.ShouldContain("sha256:");
    }

    [Fact]
    public void Two_fingerprints_of_one_token_are_equal_and_of_two_tokens_are_not()
    {
        new SecretText("one").ToString().ShouldBe(new SecretText("one").ToString());
        new SecretText("one").ToString().ShouldNotBe(new SecretText("two").ToString());
    }

    [Fact]
    public async Task The_store_holds_no_token_in_the_clear()
    {
        await using var connection = await ConnectionFixture.WithAsync(refreshToken: "refresh-in-the-clear", secondsLeft: 0);
        await connection.GetAsync();

        var stored = Encoding.Latin1.GetString(connection.StoredBytes);

        stored.ShouldContain(ConnectionFixture.Id);
        stored.ShouldNotContain("refresh-");
        stored.ShouldNotContain("access-");
    }

    [Fact]
    public void Tokens_sealed_with_a_lost_key_are_gone_and_not_an_error()
    {
        var closed = new TokenSeal(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()).Close(_granted.Tokens);

        new TokenSeal(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()).Open(closed).ShouldBeNull();
    }
}
