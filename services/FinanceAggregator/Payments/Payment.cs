using System.Text.Json;

namespace OAuthDemo.FinanceAggregator.Payments;

public enum PaymentStatus
{
    /// <summary>The person has not decided at the bank yet.</summary>
    Asked,

    /// <summary>She said yes; the bank has not confirmed the payment yet.</summary>
    Authorized,

    /// <summary>The bank has taken it.</summary>
    Paid,

    /// <summary>She said no.</summary>
    Denied,

    /// <summary>The bank refused it.</summary>
    Failed,
}

/// <summary>A message between Tidepool and the bank that has really been sent.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">Which one; the page has words for it.</param>
/// <param name="Said">What was special about it, without any secret.</param>
public sealed record PaymentMessage(DateTimeOffset At, string Kind, string? Said = null);

/// <summary>A payment that somebody wants to make from the bank through Tidepool.</summary>
public sealed class Payment
{
    public required string Id { get; init; }

    public required string VisitorId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The order as JSON, as it was put before the person.</summary>
    public required string OrderJson { get; init; }

    public PaymentStatus Status { get; set; }

    /// <summary>The access token for this one payment, sealed; gone when it is paid.</summary>
    public string? SealedTokens { get; set; }

    /// <summary>How often the person was sent to the bank for this.</summary>
    public int Asked { get; set; }

    /// <summary>The bank's number of the payment.</summary>
    public string? BankPaymentId { get; set; }

    public DateTimeOffset? BookedAt { get; set; }

    /// <summary>The protocol's error code, when something was refused.</summary>
    public string? Error { get; set; }

    public string MessagesJson { get; private set; } = "[]";

    internal PaymentOrder Order => JsonSerializer.Deserialize<PaymentOrder>(OrderJson, JsonSerializerOptions.Web)!;

    internal IReadOnlyList<PaymentMessage> Messages => JsonSerializer.Deserialize<List<PaymentMessage>>(MessagesJson)!;

    /// <summary>Whether the person may still be sent to the bank for it.</summary>
    internal bool IsOpen => Status is PaymentStatus.Asked or PaymentStatus.Authorized or PaymentStatus.Denied;

    internal void Note(DateTimeOffset at, string kind, string? said = null) =>
        MessagesJson = JsonSerializer.Serialize(Messages.Append(new(at, kind, said)));

    internal void End(PaymentStatus status, string? error = null)
    {
        Status = status;
        Error = error;
        SealedTokens = null;
    }
}
