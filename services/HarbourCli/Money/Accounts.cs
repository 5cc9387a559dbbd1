using System.Net;
using System.Net.Http.Json;
using Duende.IdentityModel.Client;
using OAuthDemo.HarbourCli.Session;
using Spectre.Console;

namespace OAuthDemo.HarbourCli.Money;

/// <summary>What the bank's API shows, as tables.</summary>
internal sealed class Accounts(Bank bank, AccessTokens tokens, IAnsiConsole console)
{
    public async Task ListAsync(CancellationToken cancellation)
    {
        using var client = await ClientAsync(cancellation);
        var table = new Table().RoundedBorder().AddColumn("#").AddColumn("Account").AddColumn("Number").AddColumn(new TableColumn("Balance").RightAligned())
            .AddColumn(new TableColumn("Available").RightAligned());
        foreach (var (index, account) in (await ReadAsync<List<Account>>(client, "accounts", cancellation) ?? []).Index())
        {
            var balance = await ReadAsync<Balance>(client, $"accounts/{account.AccountId}/balances", cancellation);
            table.AddRow($"{index + 1}", Markup.Escape(account.Name), Markup.Escape(account.MaskedNumber),
                balance is null ? "not shared" : Amount(balance.Current, balance.Currency), balance is null ? "" : Amount(balance.Available, balance.Currency));
        }

        console.Write(table);
    }

    /// <param name="number">Which account, as the list counts them.</param>
    /// <param name="cancellation">Ends the calls.</param>
    public async Task ShowTransactionsAsync(int number, CancellationToken cancellation)
    {
        using var client = await ClientAsync(cancellation);
        var accounts = await ReadAsync<List<Account>>(client, "accounts", cancellation) ?? [];
        var account = accounts.ElementAtOrDefault(number - 1) ?? throw new CommandFailedException($"There is no account {number}; there are {accounts.Count}.");
        var transactions = await ReadAsync<List<Transaction>>(client, $"accounts/{account.AccountId}/transactions", cancellation)
            ?? throw new CommandFailedException("You did not share transactions with this program. Sign in again to change that: login");

        var table = new Table().RoundedBorder().Title(Markup.Escape($"{account.Name} {account.MaskedNumber}"))
            .AddColumn("Day").AddColumn("What").AddColumn("Category").AddColumn(new TableColumn("Amount").RightAligned());
        foreach (var one in transactions)
            table.AddRow($"{one.BookedAt:yyyy-MM-dd}", Markup.Escape(one.Description), Markup.Escape(one.Category), Amount(one.Amount, one.Currency));
        console.Write(table);
    }

    private async Task<HttpClient> ClientAsync(CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(cancellation);
        var client = bank.Client();
        client.SetBearerToken(token);
        return client;
    }

    // Null: the person left this scope out. The API says so, and the rest goes on.
    private async Task<T?> ReadAsync<T>(HttpClient client, string path, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(bank.Issuer, $"api/{path}"), cancellation);
            if (answer.StatusCode == HttpStatusCode.Forbidden) return null;
            if (answer.StatusCode == HttpStatusCode.Unauthorized) throw new CommandFailedException("The bank no longer shares this with you. Try: login");
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<Envelope<T>>(cancellation))!.Data;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CommandFailedException($"The bank does not answer: {failure.Message}");
        }
    }

    private static string Amount(string amount, string currency) =>
        $"{(amount.StartsWith('-') ? "[red]" : "[default]")}{Markup.Escape(amount)} {Markup.Escape(currency)}[/]";

    private sealed record Envelope<T>(T Data);

    private sealed record Account(string AccountId, string Name, string MaskedNumber);

    private sealed record Balance(string Current, string Available, string Currency);

    private sealed record Transaction(DateTimeOffset BookedAt, string Description, string Category, string Amount, string Currency);
}
