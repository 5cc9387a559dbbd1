using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connect;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Visitors;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>
/// The way of a payment: the person agrees at the bank to exactly this one (RFC 9396), Tidepool hands it in, and if the bank
/// wants a fresher sign-in it asks for one by itself and then pays (RFC 9470). The bank pays once for each consent, so handing
/// it in again does no harm.
/// </summary>
internal sealed class PaymentFlow(
    PaymentStore payments, PaymentApi bank, AuthorizationRequest request, TokenSeal seal, VisitorSession visitors, TimeProvider time)
{
    public const string PaymentId = "payment";

    // A bank that is never content would otherwise send the person round in circles.
    private const int MostTrips = 4;

    // After that the bank would ask for a new decision.
    private static readonly TimeSpan _consentLives = TimeSpan.FromMinutes(55);

    /// <summary>
    /// Sends the person to the bank: to decide, or after that for a token for what she has decided. A payment that may have been
    /// handed in is never put up for another decision, because each decision is a payment.
    /// </summary>
    public async Task<IResult> AskAsync(HttpContext http, string id, int? maxAge)
    {
        var now = time.GetUtcNow();
        var decided = false;
        var payment = await ChangeAsync(http, id, payment =>
        {
            decided = payment.Status == PaymentStatus.Authorized;
            payment.Asked = decided ? payment.Asked + 1 : 1;
            if (payment.IsOpen && payment.Asked > MostTrips)
                payment.End(PaymentStatus.Failed, "too_many_attempts");
            else if (decided && now - payment.CreatedAt > _consentLives)
                payment.End(PaymentStatus.Failed, "unconfirmed");
            else if (payment.IsOpen)
                payment.Note(now, maxAge is null ? decided ? "once-more" : "asked" : "step-up", maxAge is null ? null : $"max_age={maxAge}");
        });
        if (payment is null)
            return TypedResults.NotFound();
        if (!payment.IsOpen)
            return Page(id);

        var problem = await request.SendAsync(http, new(BankSettings.DataClient, BankSettings.PaymentScopes, (PaymentId, id))
        {
            Details = payment.Order.AuthorizationDetails(),
            Anew = !decided,
            MaxAge = maxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });
        if (problem is null)
            return Results.Empty;

        await ChangeAsync(http, id, payment => Fail(payment, problem));
        return Page(id);
    }

    /// <summary>Takes what the bank answered to that, and pays if it was yes.</summary>
    public async Task<IResult> ReceiveAsync(HttpContext http, string id, AuthorizationAnswer? answer, CallbackProblem? problem)
    {
        var payment = await payments.ChangeAsync(id, visitors.Find(http), payment =>
        {
            // An answer that is taken for a second time changes nothing; the page shows how it stands.
            if (!payment.IsOpen || problem == CallbackProblem.Lost)
                return;
            if (answer is not null)
            {
                payment.SealedTokens = seal.Close(answer.Granted.Tokens);
                (payment.Status, payment.Error) = (PaymentStatus.Authorized, null);
                payment.Note(time.GetUtcNow(), "token");
            }
            else
            {
                Fail(payment, problem!);
            }
        });
        if (payment is null)
            return CallbackProblem.Lost.At("/connect");

        if (answer is not null)
            await visitors.RenewAsync(http);
        return answer is not null && payment.Status == PaymentStatus.Authorized ? await PayAsync(http, id) : Page(id);
    }

    /// <summary>Hands an authorized payment to the bank's API, and does what its answer asks for.</summary>
    public async Task<IResult> PayAsync(HttpContext http, string id)
    {
        var payment = await payments.FindAsync(id, visitors.Find(http));
        if (payment is null)
            return TypedResults.NotFound();
        if (payment.Status != PaymentStatus.Authorized)
            return Page(id);
        if (seal.Open(payment.SealedTokens)?.Access is not { } token)
            return Authorize(id);

        try
        {
            // The person may close the window now; the payment is handed in all the same.
            var answer = await bank.PayAsync(payment.Order, token, CancellationToken.None);
            return await ActAsync(http, id, answer);
        }
        catch (BankException problem)
        {
            await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "no-answer", $"{problem.Trouble}".ToLowerInvariant()));
            return Page(id);
        }
    }

    private async Task<IResult> ActAsync(HttpContext http, string id, PaymentAnswer answer)
    {
        switch (answer)
        {
            case PaymentAnswer.SignInAgain { MaxAge: var age }:
                await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "too-old", $"max_age={age.TotalSeconds}"));
                return Authorize(id, (int)age.TotalSeconds);
            case PaymentAnswer.AskForMore { Scope: var scope }:
                await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "scope", scope));
                return Authorize(id);
            case PaymentAnswer.TokenOver:
                await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "over"));
                return Authorize(id);
            case PaymentAnswer.Refused { Code: var code }:
                await ChangeAsync(http, id, payment =>
                {
                    payment.End(PaymentStatus.Failed, code);
                    payment.Note(time.GetUtcNow(), "refused", code);
                });
                return Page(id);
            case PaymentAnswer.Taken taken:
                await ChangeAsync(http, id, payment =>
                {
                    payment.End(PaymentStatus.Paid);
                    (payment.BankPaymentId, payment.BookedAt) = (taken.PaymentId, taken.BookedAt);
                    payment.Note(time.GetUtcNow(), taken.Now ? "paid" : "paid-before", taken.PaymentId);
                });
                return Page(id);
            default:
                throw new InvalidOperationException($"An answer of an unknown kind: {answer}.");
        }
    }

    // Saying no to a fresh sign-in takes nothing back: the payment may have been handed in already.
    private void Fail(Payment payment, CallbackProblem problem)
    {
        var denied = problem == CallbackProblem.Denied;
        if (denied && payment.Status == PaymentStatus.Asked)
            payment.Status = PaymentStatus.Denied;
        payment.Error = denied ? null : problem.Code ?? problem.Kind;
        payment.Note(time.GetUtcNow(), denied ? "denied" : "error", payment.Error);
    }

    private Task<Payment?> ChangeAsync(HttpContext http, string id, Action<Payment> change) =>
        payments.ChangeAsync(id, visitors.Find(http), change);

    // By way of Tidepool's own address: the engine sends nobody on from where the bank's answers come in.
    private static RedirectHttpResult Authorize(string id, int? maxAge = null) =>
        TypedResults.LocalRedirect($"/payments/{id}/authorize{(maxAge is null ? "" : $"?max_age={maxAge}")}");

    private static RedirectHttpResult Page(string id) => TypedResults.LocalRedirect($"/payments/{id}");
}
