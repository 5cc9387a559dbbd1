using OAuthDemo.BankApi.Accounts;

namespace OAuthDemo.BankApi.Statements;

/// <summary>Which statement is asked for, or still missing.</summary>
/// <param name="Account">The bank's own id of the account: machines of the bank know it, clients never do.</param>
/// <param name="Month">The month, such as 2026-10; it must be over.</param>
internal sealed record StatementOrder(string Account, string Month);

/// <summary>What went in and out of an account in one month.</summary>
/// <param name="StatementId">Its id.</param>
/// <param name="Account">The bank's own id of the account.</param>
/// <param name="Month">The month, such as 2026-10.</param>
/// <param name="Opening">What was in the account when the month began, as a decimal string.</param>
/// <param name="In">The sum of what came in.</param>
/// <param name="Out">The sum of what went out, zero or negative.</param>
/// <param name="Closing">What was in the account when the month ended.</param>
/// <param name="Transactions">How many there were.</param>
/// <param name="WrittenAt">When the statement was written.</param>
internal sealed record StatementView(
    string StatementId, string Account, string Month, string Opening, string In, string Out, string Closing, int Transactions, DateTimeOffset WrittenAt)
{
    public static StatementView Of(Statement from) => new(
        from.Id, from.AccountId, from.Month, Money.Text(from.Opening), Money.Text(from.In), Money.Text(from.Out),
        Money.Text(from.Opening + from.In + from.Out), from.Transactions, from.WrittenAt);
}
