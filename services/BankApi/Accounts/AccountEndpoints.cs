using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Accounts;

internal static class AccountEndpoints
{
    public const string Read = "accounts:read";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").RequireAuthorization(Read).WithTags("Accounts").NeedsScope(Read);
        accounts.MapGet("/", ListAsync).WithName("listAccounts").WithSummary("The accounts that the person picked");
        accounts.MapGet("/{accountId}", GetAsync).WithName("getAccount").WithSummary("One of these accounts")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<Page<AccountView>>> ListAsync(LiveConsent consent, ShownAccounts shown, ApiLinks links, CancellationToken cancellation) =>
        TypedResults.Ok(Page.Whole(await shown.OfAsync(consent, cancellation), links.To("accounts")));

    private static async Task<Results<Ok<Item<AccountView>>, ProblemHttpResult>> GetAsync(
        string accountId, LiveConsent consent, BankDb db, AccountIds ids, ApiLinks links, CancellationToken cancellation)
    {
        var account = await ConsentedAccounts.FindAsync(db, ids, consent, accountId, cancellation);
        return account is null
            ? ConsentedAccounts.NotFound()
            : TypedResults.Ok(new Item<AccountView>(AccountView.Of(account, ids, consent), new SelfLink(links.To($"accounts/{accountId}"))));
    }
}

/// <summary>An account as a client sees it.</summary>
/// <param name="AccountId">Its id for this client; another client is given another.</param>
/// <param name="Name">What the bank calls it, for people to read.</param>
/// <param name="Kind">What sort of account it is.</param>
/// <param name="MaskedNumber">The last four digits of its number.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Holder">Who holds it; of a joint account all of them.</param>
internal sealed record AccountView(
    string AccountId, string Name, AccountKind Kind, string MaskedNumber, string Currency, string Holder)
{
    public static AccountView Of(Account account, AccountIds ids, LiveConsent consent) => new(
        ids.OfAccount(consent.ClientId, account.Id), account.Name, account.Kind, account.MaskedNumber, account.Currency,
        string.Join(" and ", account.Holders.OrderBy(holder => holder.Number).Select(holder => holder.Name)));
}
