using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Store;
using OAuthDemo.ServiceDefaults.BearerTokens;

namespace OAuthDemo.BankApi.Transactions;

internal static class TransactionEndpoints
{
    public const string Read = "transactions:read";
    public const string ReadDetail = "transactions.detail:read";

    public static void MapTransactions(this IEndpointRouteBuilder api) =>
        api.MapGet("/accounts/{accountId}/transactions", ListAsync).RequireAuthorization(Read).NeedsScope(Read, ReadDetail)
            .WithTags("Transactions").WithName("listTransactions").WithSummary("What went in and out, the latest first")
            .WithDescription("Nothing from before the consent's beginning is shown. Merchant and reference need transactions.detail:read.")
            .TakesQuery("from", "The first day (UTC), such as 2026-01-31.", JsonSchemaType.String, null)
            .TakesQuery("to", "The last day, included.", JsonSchemaType.String, null)
            .TakesQuery("page", "Which page, from 1.", JsonSchemaType.Integer, 1)
            .TakesQuery("page-size", $"How many on a page: {Page.DefaultSize} unless told, at most {Page.LargestSize}.", JsonSchemaType.Integer, Page.DefaultSize)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Page<TransactionView>>, ProblemHttpResult>> ListAsync(
        string accountId, HttpRequest request, ClaimsPrincipal token, LiveConsent consent, BankDb db, AccountIds ids, ApiLinks links,
        TimeProvider time, CancellationToken cancellation)
    {
        var reader = new QueryReader(request.Query);
        var query = TransactionQuery.Read(reader);
        if (reader.Complaint is { } complaint) return complaint;

        var account = await ConsentedAccounts.FindAsync(db, ids, consent, accountId, cancellation);
        if (account is null) return ConsentedAccounts.NotFound();

        var wanted = query.Narrow(
            db.Transactions.AsNoTracking().Where(transaction => transaction.AccountId == account.Id), consent.TransactionsFrom);
        var records = await wanted.CountAsync(cancellation);
        var pages = Page.Count(records, query.PageSize);
        if (query.Page > pages)
        {
            reader.Refuse("page", $"page must not be beyond the last, which is {pages}.");
            return reader.Complaint!;
        }

        var found = await wanted.OrderByDescending(transaction => transaction.BookedAt).ThenByDescending(transaction => transaction.Id)
            .Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).ToListAsync(cancellation);
        var (detail, now) = (token.HasScope(ReadDetail), time.GetUtcNow());
        return TypedResults.Ok(Page.Of(
            found.ConvertAll(transaction => TransactionView.Of(transaction, account, ids, consent, detail, now)),
            query.Page, query.PageSize, records, page => links.To($"accounts/{accountId}/transactions", query.At(page))));
    }
}
