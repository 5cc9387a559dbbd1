using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Customers;

// For the bank's own authorization server, whose consent page offers a customer's accounts. Never behind the gateway.
internal static class CustomerAccounts
{
    public const string List = "accounts:list";
    private const string OnlyCaller = "authorization-server";

    public static void MapCustomerAccounts(this IEndpointRouteBuilder app) =>
        app.MapGet("/internal/customers/{customerNumber}/accounts", ListAsync)
            .RequireAuthorization(List)
            .RequireAuthorization(policy => policy.RequireClaim("client_id", OnlyCaller))
            .ExcludeFromDescription();

    private static async Task<Ok<List<CustomerAccount>>> ListAsync(
        string customerNumber, BankDb db, TimeProvider time, CancellationToken cancellation)
    {
        var accounts = await db.Accounts.AsNoTracking()
            .Where(account => account.Holders.Any(holder => holder.Number == customerNumber))
            .ToListAsync(cancellation);

        var answer = new List<CustomerAccount>(accounts.Count);
        foreach (var account in accounts.OrderBy(account => account.Kind))
        {
            var balance = await Balance.OfAsync(db, account.Id, time.GetUtcNow(), cancellation);
            answer.Add(new CustomerAccount(
                account.Id, account.Name, account.Kind, account.MaskedNumber, Money.Text(balance.Current), account.Currency));
        }

        return TypedResults.Ok(answer);
    }
}

internal sealed record CustomerAccount(string Id, string Name, AccountKind Kind, string MaskedNumber, string Balance, string Currency);
