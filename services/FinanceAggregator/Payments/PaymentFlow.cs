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

    /// <summary>Sends the person to the bank to decide.</summary>
    public async Task<IResult> AskAsync(HttpContext http, string id)
    {
        await ChangeAsync(http, id, payment => payment.Asked = 0);
        return await AskAsync(http, id, "asked", null, demand => demand with { Anew = true });
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
                payment.Status = PaymentStatus.Authorized;
                payment.Note(time.GetUtcNow(), "token");
            }
            else
            {
                var denied = problem == CallbackProblem.Denied;
                payment.Status = denied ? PaymentStatus.Denied : payment.Status;
                payment.Error = denied ? null : problem!.Code ?? problem.Kind;
                payment.Note(time.GetUtcNow(), denied ? "denied" : "error", payment.Error);
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
            return await AskAsync(http, id);

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
                return await AskAsync(http, id, "step-up", $"max_age={age.TotalSeconds}", demand => demand with { MaxAge = age });
            case PaymentAnswer.AskForMore { Scope: var scope }:
                await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "scope", scope));
                return await AskAsync(http, id, "asked", null, demand => demand with { Anew = true });
            case PaymentAnswer.TokenOver:
                await ChangeAsync(http, id, payment => payment.Note(time.GetUtcNow(), "over"));
                return await AskAsync(http, id, "asked", null, demand => demand);
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

    private async Task<IResult> AskAsync(HttpContext http, string id, string kind, string? said, Func<Demand, Demand> amend)
    {
        var payment = await ChangeAsync(http, id, payment =>
        {
            if (payment.IsOpen && ++payment.Asked > MostTrips)
                payment.End(PaymentStatus.Failed, "too_many_attempts");
            else if (payment.IsOpen)
                payment.Note(time.GetUtcNow(), kind, said);
        });
        if (payment is null)
            return TypedResults.NotFound();
        if (!payment.IsOpen)
            return Page(id);

        var demand = new Demand(BankSettings.DataClient, BankSettings.PaymentScopes, (PaymentId, id)) { Details = payment.Order.AuthorizationDetails() };
        if (await request.SendAsync(http, amend(demand)) is not { } problem)
            return Results.Empty;

        await ChangeAsync(http, id, payment =>
        {
            payment.Error = problem.Code ?? problem.Kind;
            payment.Note(time.GetUtcNow(), "error", payment.Error);
        });
        return Page(id);
    }

    private Task<Payment?> ChangeAsync(HttpContext http, string id, Action<Payment> change) =>
        payments.ChangeAsync(id, visitors.Find(http), change);

    private static RedirectHttpResult Page(string id) => TypedResults.LocalRedirect($"/payments/{id}");
}
