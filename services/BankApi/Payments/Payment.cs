namespace OAuthDemo.BankApi.Payments;

// Money that a person has sent through a client. One consent is for one payment.
internal sealed class Payment
{
    public required string Id { get; init; }
    public required string ConsentId { get; init; }
    public required string AccountId { get; init; }

    // In cents.
    public required long Amount { get; init; }

    public required string Currency { get; init; }
    public required string CreditorName { get; init; }
    public required string CreditorIban { get; init; }
    public string? RemittanceInformation { get; init; }
    public required DateTimeOffset BookedAt { get; init; }
}
