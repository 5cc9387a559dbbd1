using System.Net;
using System.Text;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Payments;

namespace OAuthDemo.Unit.FinanceAggregator;

public sealed class PaymentApiTests
{
    private static readonly PaymentOrder _order = new(new("12.50", "EUR"), "Lighthouse Books", new("DE89370400440532013000"), "Order 1234");

    [Fact] // RFC 9470 §3
    public async Task A_demand_for_a_fresher_sign_in_is_understood() =>
        (await AnswerAsync(401, "Bearer error=\"insufficient_user_authentication\", error_description=\"Sign in, again\", max_age=300"))
            .ShouldBe(new PaymentAnswer.SignInAgain(TimeSpan.FromMinutes(5)));

    [Fact]
    public async Task The_number_of_seconds_may_be_quoted() =>
        (await AnswerAsync(401, "Bearer realm=\"bank\", error=\"insufficient_user_authentication\", max_age=\"60\""))
            .ShouldBe(new PaymentAnswer.SignInAgain(TimeSpan.FromMinutes(1)));

    [Fact] // RFC 6750 §3.1
    public async Task A_missing_scope_is_told_apart_from_a_refusal()
    {
        (await AnswerAsync(403, "Bearer error=\"insufficient_scope\", scope=\"payments:write\"")).ShouldBe(new PaymentAnswer.AskForMore("payments:write"));
        (await AnswerAsync(403, null, """{"code":"payment.differs"}""")).ShouldBe(new PaymentAnswer.Refused("payment.differs"));
        (await AnswerAsync(422, null, """{"code":"payment.insufficientFunds"}""")).ShouldBe(new PaymentAnswer.Refused("payment.insufficientFunds"));
        (await AnswerAsync(400, null, "no json")).ShouldBe(new PaymentAnswer.Refused("400"));
    }

    [Fact]
    public async Task A_token_that_is_over_is_no_refusal() =>
        (await AnswerAsync(401, "Bearer error=\"invalid_token\"")).ShouldBe(new PaymentAnswer.TokenOver());

    [Theory]
    [InlineData(201, true)]
    [InlineData(200, false)]
    public async Task A_payment_is_taken_now_or_was_before(int status, bool now) =>
        (await AnswerAsync(status, null, """{"data":{"paymentId":"p_1","status":"accepted","bookedAt":"2026-05-04T09:00:00Z"}}"""))
            .ShouldBe(new PaymentAnswer.Taken("p_1", new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero), now));

    [Theory]
    [InlineData(503, "{}", BankTrouble.Unreachable)]
    [InlineData(201, "half an ans", BankTrouble.Unreachable)]
    [InlineData(429, "{}", BankTrouble.Busy)]
    public async Task No_clear_answer_is_no_answer(int status, string body, BankTrouble trouble) =>
        (await Should.ThrowAsync<BankException>(() => AnswerAsync(status, null, body))).Trouble.ShouldBe(trouble);

    private static async Task<PaymentAnswer> AnswerAsync(int status, string? challenge, string body = "{}")
    {
        using var http = new HttpClient(new Bank(status, challenge, body)) { BaseAddress = new Uri("http://bank.example/api/") };
        return await new PaymentApi(http).PayAsync(_order, new SecretText("token"), TestContext.Current.CancellationToken);
    }

    private sealed class Bank(int status, string? challenge, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.AbsoluteUri.ShouldBe("http://bank.example/api/payments");
            request.Headers.Authorization!.ToString().ShouldBe("Bearer token");
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (challenge is not null)
                response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
            return Task.FromResult(response);
        }
    }
}
