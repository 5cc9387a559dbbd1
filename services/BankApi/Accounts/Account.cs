namespace OAuthDemo.BankApi.Accounts;

internal sealed class Account
{
    // The bank's own id. No client ever sees it: see AccountIds.
    public required string Id { get; init; }

    public required string Name { get; init; }
    public required AccountKind Kind { get; init; }
    public required string Number { get; init; }
    public string Currency { get; init; } = "EUR";

    // In cents: what may be spent beyond the balance, as overdraft or on a card.
    public long Limit { get; init; }

    public List<Customer> Holders { get; init; } = [];

    public string MaskedNumber => $"•••• {Number[^4..]}";
}

internal enum AccountKind { Current, Savings, Card, Joint }

internal sealed class Customer
{
    public required string Number { get; init; }
    public required string Name { get; init; }
    public List<Account> Accounts { get; init; } = [];
}
