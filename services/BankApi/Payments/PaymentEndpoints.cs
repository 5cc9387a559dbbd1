using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Store;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.BankApi.Payments;

internal static class PaymentEndpoints
{
    public const string Write = "payments:write";
    private const int LoginSeconds = 300;

    // A demonstration may set Payments:LoginSeconds lower, so that a sign-in grows old while one watches.
    public static void MapPayments(this IEndpointRouteBuilder api, IConfiguration configuration)
    {
        var login = TimeSpan.FromSeconds(configuration.GetValue("Payments:LoginSeconds", LoginSeconds));
        var payments = api.MapGroup("/payments").RequireAuthorization(Write).WithTags("Payments").NeedsScope(Write);
        payments.MapPost("/", PayAsync).RequireLoginWithin(login).WithName("pay").WithSummary("Execute the one payment that the person agreed to")
            .WithDescription("The body must say what the consent says (authorization_details of the type payment_initiation), and the person must have "
                + $"signed in within the last {login.TotalSeconds} seconds; otherwise 401 insufficient_user_authentication with max_age (RFC 9470). "
                + "The same request again gives the same payment with status 200.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        payments.MapGet("/{paymentId}", GetAsync).WithName("getPayment").WithSummary("What became of it")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<Item<PaymentView>>, Ok<Item<PaymentView>>, ProblemHttpResult>> PayAsync(
        PaymentOrder order, ClaimsPrincipal token, LiveConsent consent, BankDb db, PaymentDesk desk, ApiLinks links, CancellationToken cancellation)
    {
        if (PaymentOrder.AgreedIn(token) is not { } agreed || !order.IsSameAs(agreed))
            return Problem.Of(StatusCodes.Status403Forbidden, "payment.differs", "This is not the payment that the person agreed to.");
        if (await ConsentedAccounts.Of(db, consent).ToListAsync(cancellation) is not [var from])
            return ConsentedAccounts.NotFound();
        if (order.InstructedAmount.Currency != from.Currency)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "payment.currency", $"This account pays in {from.Currency} only.");

        var (payment, isNew) = await desk.ExecuteAsync(consent, from, order, cancellation);
        if (payment is null)
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "payment.insufficientFunds", "There is not enough in the account that the person chose.");
        var item = View(payment, links);
        return isNew ? TypedResults.Created(item.Links.Self, item) : TypedResults.Ok(item);
    }

    // Known to the consent that it was made for, and to nobody else.
    private static async Task<Results<Ok<Item<PaymentView>>, ProblemHttpResult>> GetAsync(
        string paymentId, LiveConsent consent, PaymentDesk desk, ApiLinks links, CancellationToken cancellation) =>
        await desk.FindAsync(consent.ConsentId, cancellation) is { } payment && payment.Id == paymentId
            ? TypedResults.Ok(View(payment, links))
            : Problem.Of(StatusCodes.Status404NotFound, "payment.notFound", "No payment of that id was made with the consent behind this token.");

    private static Item<PaymentView> View(Payment payment, ApiLinks links) => new(
        new PaymentView(payment.Id, PaymentStatus.Accepted, new InstructedAmount(Money.Text(payment.Amount), payment.Currency),
            payment.CreditorName, payment.BookedAt),
        new SelfLink(links.To($"payments/{payment.Id}")));
}

/// <summary>A payment as a client sees it.</summary>
/// <param name="PaymentId">Its id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="InstructedAmount">How much.</param>
/// <param name="CreditorName">Who got it.</param>
/// <param name="BookedAt">When it left the account.</param>
internal sealed record PaymentView(
    string PaymentId, PaymentStatus Status, InstructedAmount InstructedAmount, string CreditorName, DateTimeOffset BookedAt);

internal enum PaymentStatus { Accepted }
