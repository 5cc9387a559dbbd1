using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Seed;
using OAuthDemo.BankApi.Store;
using OAuthDemo.Stores;

namespace OAuthDemo.BankApi.Statements;

// All statements of the bank. Of many who write the same one at the same moment, one does; the others are given what it wrote.
internal sealed class StatementBook(BankDb db, TimeProvider time)
{
    public Task<Statement?> FindAsync(string id, CancellationToken cancellation) =>
        db.Statements.AsNoTracking().FirstOrDefaultAsync(statement => statement.Id == id, cancellation);

    public Task<Statement?> FindAsync(string account, StatementMonth month, CancellationToken cancellation) => db.Statements.AsNoTracking()
        .FirstOrDefaultAsync(statement => statement.AccountId == account && statement.Month == month.ToString(), cancellation);

    public Task<Statement?> FindByKeyAsync(string key, CancellationToken cancellation) =>
        db.Statements.AsNoTracking().FirstOrDefaultAsync(statement => statement.IdempotencyKey == key, cancellation);

    // An account without any transaction before the month's end was not there yet.
    public Task<bool> HasAsync(string account, StatementMonth month, CancellationToken cancellation) => db.Transactions
        .AnyAsync(transaction => transaction.AccountId == account && transaction.BookedAt < month.End, cancellation);

    public Task<List<string>> DueAsync(StatementMonth month, CancellationToken cancellation) => db.Accounts
        .Where(account => db.Transactions.Any(one => one.AccountId == account.Id && one.BookedAt < month.End)
            && !db.Statements.Any(statement => statement.AccountId == account.Id && statement.Month == month.ToString()))
        .Select(account => account.Id).Order().ToListAsync(cancellation);

    /// <returns>The statement, and whether this call has written it.</returns>
    public async Task<(Statement Statement, bool IsNew)> WriteAsync(
        string account, StatementMonth month, string? idempotencyKey, CancellationToken cancellation)
    {
        await Story.ReachAsync(db, month.End, time.GetUtcNow(), cancellation);

        // The unique account and month decide a second time.
        await using var alone = await db.BeginAloneAsync($"statement {account} {month}", cancellation);
        if (await FindAsync(account, month, cancellation) is { } known) return (known, false);

        var statement = await SumAsync(account, month, idempotencyKey, cancellation);
        db.Statements.Add(statement);
        try
        {
            await db.SaveChangesAsync(cancellation);
            await alone.CommitAsync(cancellation);
            return (statement, true);
        }
        catch (DbUpdateException)
        {
            await alone.RollbackAsync(cancellation);
            db.ChangeTracker.Clear();
            if (await FindAsync(account, month, cancellation) is not { } first) throw;
            return (first, false);
        }
    }

    private async Task<Statement> SumAsync(string account, StatementMonth month, string? idempotencyKey, CancellationToken cancellation)
    {
        var all = db.Transactions.Where(one => one.AccountId == account && one.BookedAt < month.End);
        var inMonth = all.Where(one => one.BookedAt >= month.Start);
        return new Statement
        {
            Id = $"s_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))}",
            AccountId = account,
            Month = month.ToString(),
            Opening = await all.Where(one => one.BookedAt < month.Start).SumAsync(one => one.Amount, cancellation),
            In = await inMonth.Where(one => one.Amount > 0).SumAsync(one => one.Amount, cancellation),
            Out = await inMonth.Where(one => one.Amount < 0).SumAsync(one => one.Amount, cancellation),
            Transactions = await inMonth.CountAsync(cancellation),
            WrittenAt = InstantAsMilliseconds.Now(time),
            IdempotencyKey = idempotencyKey,
        };
    }
}
