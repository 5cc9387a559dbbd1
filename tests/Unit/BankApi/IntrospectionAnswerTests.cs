using System.Text.Json;
using OAuthDemo.BankApi.Consents;

namespace OAuthDemo.Unit.BankApi;

public sealed class IntrospectionAnswerTests
{
    [Fact] // RFC 7662 §2.2
    public void Inactive_is_inactive() => Read("""{"active":false}""").ShouldBe(new Answer(false, null));

    [Fact]
    public void A_machine_has_no_consent() =>
        Read("""{"active":true,"client_id":"worker","sub":"worker","scope":"statements:run"}""").ShouldBe(new Answer(true, null));

    [Fact]
    public void A_person_has_a_consent_with_accounts_and_a_beginning()
    {
        var consent = Read("""
            {"active":true,"client_id":"app","consent_id":"c_1","customer_number":"10001","account_ids":["x","y"],
             "transactions_from":"2025-06-17","consent_expires_at":1781000000}
            """).Consent.ShouldNotBeNull();
        consent.ClientId.ShouldBe("app");
        consent.ConsentId.ShouldBe("c_1");
        consent.CustomerNumber.ShouldBe("10001");
        consent.AccountIds.ShouldBe(["x", "y"]);
        consent.TransactionsFrom.ShouldBe(new DateOnly(2025, 6, 17));
        consent.ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1781000000));
    }

    [Theory]
    [InlineData(""" "x" """, 1)]
    [InlineData(""" [] """, 0)]
    public void A_list_of_one_may_be_written_as_the_one(string accounts, int expected) =>
        Read($$"""{"active":true,"client_id":"app","consent_id":"c","customer_number":"1","account_ids":{{accounts}}}""")
            .Consent.ShouldNotBeNull().AccountIds.Count.ShouldBe(expected);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"active":"true"}""")]
    [InlineData("""{"active":true,"consent_id":"c"}""")]
    [InlineData("""{"active":true,"consent_id":"c","client_id":"a","customer_number":"1","transactions_from":"yesterday"}""")]
    public void Anything_else_is_neither_yes_nor_no(string answer) => Should.Throw<Exception>(() => Read(answer));

    private static Answer Read(string json) => Answer.Read(JsonDocument.Parse(json).RootElement);
}
