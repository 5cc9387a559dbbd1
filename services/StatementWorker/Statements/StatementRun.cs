namespace OAuthDemo.StatementWorker.Statements;

/// <summary>Writes all statements of a month that are still missing, one after the other.</summary>
internal sealed class StatementRun(BankCalls bank, Patience patience, TimeProvider time, ILogger<StatementRun> log)
{
    /// <param name="month">The month; the last one that is over when absent.</param>
    /// <param name="cancellation">Ends the run between two statements; what is written stays written.</param>
    public async Task<Outcome> RunAsync(string? month, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var due = await patience.TryAsync(token => bank.DueAsync(month, token), cancellation);
            var outcome = new Outcome();
            foreach (var (index, order) in due.Index())
                outcome = await WriteAsync(order, $"{index + 1}/{due.Count}", outcome, cancellation);
            log.LogInformation("Statements of {Month}: {Written} written, {There} there already, {Failed} failed, in {Seconds:0.0} s.",
                month ?? (due is [var first, ..] ? first.Month : "the last month"), outcome.Written, outcome.There, outcome.Failed, time.GetElapsedTime(started).TotalSeconds);
            return outcome;
        }
        catch (BankTroubleException trouble)
        {
            log.LogError("No statement was written. {Trouble}", trouble.Message);
            return new Outcome(Failed: 1);
        }
    }

    private async Task<Outcome> WriteAsync(StatementOrder order, string progress, Outcome outcome, CancellationToken cancellation)
    {
        try
        {
            var isNew = await patience.TryAsync(token => bank.WriteAsync(order, token), cancellation);
            log.LogInformation("{Progress} {Month} {Account}: {What}", progress, order.Month, order.Account, isNew ? "written" : "was there already");
            return isNew ? outcome with { Written = outcome.Written + 1 } : outcome with { There = outcome.There + 1 };
        }
        catch (BankTroubleException trouble)
        {
            log.LogError("{Progress} {Month} {Account}: left for the next run. {Trouble}", progress, order.Month, order.Account, trouble.Message);
            return outcome with { Failed = outcome.Failed + 1 };
        }
    }
}

/// <summary>How many statements a run wrote, found, and left out.</summary>
internal sealed record Outcome(int Written = 0, int There = 0, int Failed = 0);
