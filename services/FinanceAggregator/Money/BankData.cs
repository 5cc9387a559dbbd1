namespace OAuthDemo.FinanceAggregator.Money;

/// <summary>An account, as far as Tidepool reads what the bank's API answers. Amounts travel there as decimal strings.</summary>
public sealed record Account(string AccountId, string Name, string Kind, string MaskedNumber, string Currency, string? Holder);

/// <summary>What is in an account.</summary>
public sealed record Balance(string AccountId, decimal Current, decimal Available, string Currency, DateTimeOffset AsOf);

/// <summary>Money that came or went.</summary>
/// <param name="TransactionId">The bank's id of it, unique within the account.</param>
/// <param name="BookedAt">When it was booked.</param>
/// <param name="Amount">Negative when money left the account.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Description">What the bank writes on a statement.</param>
/// <param name="Category">The bank's guess at what it was for.</param>
/// <param name="Status">Booked or pending.</param>
/// <param name="Merchant">Only with the scope transactions.detail:read.</param>
public sealed record Transaction(
    string TransactionId, DateTimeOffset BookedAt, decimal Amount, string Currency, string Description, string Category, string Status, string? Merchant)
{
    /// <summary>On its way, but not in the balance yet.</summary>
    public bool IsPending => Status == "pending";
}

internal sealed record Answer<T>(T Data, PageInfo? Meta);

internal sealed record PageInfo(int Page, int TotalPages);
