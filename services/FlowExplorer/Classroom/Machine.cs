using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace OAuthDemo.FlowExplorer.Classroom;

/// <summary>A client without a person, which does a little work at the bank when somebody presses a button.</summary>
internal sealed class Machine(BankLine bank, IConfiguration configuration, TimeProvider time)
{
    public const string Id = "classroom-machine";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    private const int MonthsBack = 12;

    private string? Secret => configuration[$"ClientSecrets:{Id}"];

    /// <summary>Asks for a token in its own name, and with it which statements are due.</summary>
    /// <returns>What came of it, for the person.</returns>
    public async Task<string> AskForTokenAsync(CancellationToken cancellation)
    {
        var token = await TokenAsync(cancellation);
        if (!token.IsOk) return token.Why;
        var due = await bank.GetAsync("/api/statements/due", token.Text("access_token")!, cancellation);
        return due.IsOk
            ? $"The machine has a token for {token.Number("expires_in")} seconds and no refresh token. With it it asked which statements are due: {due.Data.Count}."
            : due.Why;
    }

    /// <summary>Trades its token for one that opens a single statement, and writes that.</summary>
    public async Task<string> WriteOneStatementAsync(CancellationToken cancellation)
    {
        var own = await TokenAsync(cancellation);
        if (!own.IsOk) return own.Why;
        if (await DueAsync(own.Text("access_token")!, cancellation) is not { } due)
            return "Every statement of the last twelve months is written already. Start the system with --reset to begin again.";

        var narrow = await bank.PostAsync("/connect/token", Basic(),
        [
            new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), new("subject_token", own.Text("access_token")!),
            new("subject_token_type", AccessToken), new("scope", "statements:run"), new("resource", "urn:harbour-bank:api"),
            new("authorization_details", $$"""[{"type":"statement","account":"{{due.Account}}","month":"{{due.Month}}"}]"""),
        ], cancellation);
        if (!narrow.IsOk) return narrow.Why;

        var written = await bank.PostJsonAsync("/api/statements", narrow.Text("access_token")!, new { account = due.Account, month = due.Month }, cancellation);
        return written.IsOk ? $"The statement of {due.Month} for one account is written, with a token that opens nothing else." : written.Why;
    }

    private Task<BankAnswer> TokenAsync(CancellationToken cancellation) =>
        bank.PostAsync("/connect/token", Basic(), [new("grant_type", "client_credentials"), new("scope", "statements:run")], cancellation);

    // The bank's own worker writes the last month's at night; here somebody may want to see it several times a day.
    private async Task<(string Account, string Month)?> DueAsync(string token, CancellationToken cancellation)
    {
        for (var back = 1; back <= MonthsBack; back++)
        {
            var month = time.GetUtcNow().AddMonths(-back).ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var due = await bank.GetAsync($"/api/statements/due?month={month}", token, cancellation);
            if (!due.IsOk) return null;
            if (due.Data is [var first, ..]) return (first.GetProperty("account").GetString()!, month);
        }

        return null;
    }

    private AuthenticationHeaderValue Basic() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Uri.EscapeDataString(Secret ?? "")}")));
}
