using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Accounts;

internal static class BalanceEndpoints
{
    public const string Read = "balances:read";

    public static void MapBalances(this IEndpointRouteBuilder api) =>
        api.MapGet("/accounts/{accountId}/balances", GetAsync).RequireAuthorization(Read).NeedsScope(Read)
            .WithTags("Balances").WithName("getBalances").WithSummary("What is in an account now")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Item<BalanceView>>, ProblemHttpResult>> GetAsync(
        string accountId, LiveConsent consent, BankDb db, AccountIds ids, ApiLinks links, TimeProvider time, CancellationToken cancellation)
    {
        var account = await ConsentedAccounts.FindAsync(db, ids, consent, accountId, cancellation);
        if (account is null) return ConsentedAccounts.NotFound();

        var now = time.GetUtcNow();
        var balance = await Balance.OfAsync(db, account.Id, now, cancellation);
        return TypedResults.Ok(new Item<BalanceView>(
            new BalanceView(accountId, Money.Text(balance.Current),
                Money.Text(balance.Current + balance.Pending + account.Limit), account.Currency, now),
            new SelfLink(links.To($"accounts/{accountId}/balances"))));
    }
}

/// <summary>What is in an account.</summary>
/// <param name="AccountId">The account's id for this client.</param>
/// <param name="Current">The sum of everything booked, as a decimal string; a card that is owed for is negative.</param>
/// <param name="Available">What can be spent now: with payments still on their way, and with the account's limit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AsOf">When this was true.</param>
internal sealed record BalanceView(string AccountId, string Current, string Available, string Currency, DateTimeOffset AsOf);
