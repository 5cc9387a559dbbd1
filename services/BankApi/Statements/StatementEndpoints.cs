using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using OAuthDemo.BankApi.Paging;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.BankApi.Statements;

// For the bank's own back office. No person stands behind such a token, and no token of a person gets in here.
internal static class StatementEndpoints
{
    public const string Run = "statements:run";
    private const int LongestKey = 200;

    public static void MapStatements(this IEndpointRouteBuilder api)
    {
        var statements = api.MapGroup("/statements").RequireAuthorization(Run).WithTags("Statements").NeedsMachine(Run);
        statements.MapPost("/", WriteAsync).WithName("writeStatement").WithSummary("Write the statement of an account for a month that is over")
            .WithDescription("The same request again gives the same statement with status 200. An Idempotency-Key is accepted and not needed.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        statements.MapGet("/due", DueAsync).WithName("listDueStatements").WithSummary("Accounts without a statement of that month")
            .TakesQuery("month", "The month, such as 2026-10; the last one that is over unless told.", JsonSchemaType.String, null)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        statements.MapGet("/{statementId}", GetAsync).WithName("getStatement").WithSummary("One statement")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<Item<StatementView>>, Ok<Item<StatementView>>, ProblemHttpResult>> WriteAsync(
        StatementOrder order, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal token, StatementBook book,
        ApiLinks links, TimeProvider time, CancellationToken cancellation)
    {
        if (StatementMonth.Parse(order.Month) is not { } month || month.End > time.GetUtcNow()) return MonthNotOver();
        if (!token.Covers(order.Account, month)) return OtherStatement();
        if (key?.Length > LongestKey) return Problem.Of(400, "idempotencyKey.tooLong", $"An Idempotency-Key has at most {LongestKey} characters.");
        if (key is not null && await book.FindByKeyAsync(key, cancellation) is { } used && (used.AccountId, used.Month) != (order.Account, $"{month}"))
            return Problem.Of(422, "idempotencyKey.reused", "This Idempotency-Key was used for another statement.");
        if (!await book.HasAsync(order.Account, month, cancellation)) return NoAccount();

        var (statement, isNew) = await book.WriteAsync(order.Account, month, key, cancellation);
        var address = links.To($"statements/{statement.Id}");
        var item = new Item<StatementView>(StatementView.Of(statement), new SelfLink(address));
        return isNew ? TypedResults.Created(address, item) : TypedResults.Ok(item);
    }

    private static async Task<Results<Ok<Page<StatementOrder>>, ProblemHttpResult>> DueAsync(
        HttpRequest request, ClaimsPrincipal token, StatementBook book, ApiLinks links, TimeProvider time, CancellationToken cancellation)
    {
        var asked = request.Query["month"];
        var last = StatementMonth.Before(time.GetUtcNow());
        if ((asked.Count == 0 ? last : StatementMonth.Parse(asked)) is not { } month || month.First > last.First) return MonthNotOver();

        var due = (await book.DueAsync(month, cancellation)).Where(account => token.Covers(account, month));
        return TypedResults.Ok(Page.Whole<StatementOrder>(
            [.. due.Select(account => new StatementOrder(account, $"{month}"))], links.To($"statements/due?month={month}")));
    }

    private static async Task<Results<Ok<Item<StatementView>>, ProblemHttpResult>> GetAsync(
        string statementId, ClaimsPrincipal token, StatementBook book, ApiLinks links, CancellationToken cancellation) =>
        await book.FindAsync(statementId, cancellation) is not { } found ? Problem.Of(404, "statement.notFound", "No statement has that id.")
        : !token.Covers(found.AccountId, StatementMonth.Parse(found.Month)!.Value) ? OtherStatement()
        : TypedResults.Ok(new Item<StatementView>(StatementView.Of(found), new SelfLink(links.To($"statements/{found.Id}"))));

    private static ProblemHttpResult MonthNotOver() => Problem.Of(StatusCodes.Status400BadRequest, "month.invalid",
        "month must be a month that is over, such as 2026-01.", ("parameter", "month"));

    private static ProblemHttpResult OtherStatement() => Problem.Of(StatusCodes.Status403Forbidden, "statement.otherAccount",
        "This token was exchanged for another account or month (RFC 8693): ask for one that names this statement.");

    private static ProblemHttpResult NoAccount() => Problem.Of(StatusCodes.Status404NotFound, "account.notFound",
        "The bank had no account of that id in that month.");
}
