using System.Buffers.Text;
using System.Security.Cryptography;

namespace OAuthDemo.AuthorizationServer.Consents;

internal enum ConsentStatus { AwaitingAuthorisation, Authorised, Rejected, Revoked, Expired }

internal enum EndedBy { Person, Client, Expiry, Bank }

/// <summary>
/// What a person has agreed to: this client, these scopes, these accounts, until that day. It is a thing of its own, so that
/// it can be looked at and ended while tokens come and go; each token only names it.
/// </summary>
internal sealed partial class Consent
{
    /// <summary>How long a question may stay unanswered.</summary>
    public static readonly TimeSpan TimeToDecide = TimeSpan.FromMinutes(10);

    /// <summary>How long a decision may take to come back to the request that asked for it.</summary>
    public static readonly TimeSpan TimeToReturn = TimeSpan.FromMinutes(2);

    /// <summary>How long a payment that was agreed to may be made.</summary>
    public static readonly TimeSpan TimeToPay = TimeSpan.FromHours(1);

    /// <summary>The periods that a person can choose from, in days.</summary>
    public static readonly IReadOnlyList<int> Periods = [1, 30, 90, 365];

    private Consent() { }

    public string Id { get; private init; } = "";

    public string ClientId { get; private init; } = "";

    /// <summary>The person, by the bank's own id, which no client ever sees.</summary>
    public string Subject { get; private init; } = "";

    public IReadOnlyList<string> RequestedScopes { get; private init; } = [];

    /// <summary>What was granted of it.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>The accounts that were picked, by the bank's own ids.</summary>
    public IReadOnlyList<string> AccountIds { get; private set; } = [];

    /// <summary>As it was written down; time alone can end it as well, see <see cref="StatusAt"/>.</summary>
    public ConsentStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset StatusUpdatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>The first day whose transactions may be seen.</summary>
    public DateOnly? TransactionsFrom { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private init; }

    public EndedBy? EndedBy { get; private set; }

    /// <summary>The authorization request that asked, as path and query; the decision goes back to it.</summary>
    public string ReturnUrl { get; private init; } = "";

    public string RedirectUri { get; private init; } = "";

    /// <summary>When the decision was taken back to the request that asked for it; that happens once.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The network address of the device that asks, if it is one without a browser; nobody is sent back to it.</summary>
    public string? AskedFrom { get; private init; }

    /// <summary>The one payment that it is about, if it is about one.</summary>
    public PaymentOrder? Payment { get; private init; }

    public static Consent Ask(
        string clientId, string subject, IEnumerable<string> scopes, string redirectUri, string returnUrl, DateTimeOffset now,
        string? askedFrom = null, PaymentOrder? payment = null) => new()
        {
            Id = "c_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ClientId = clientId,
            Subject = subject,
            RequestedScopes = [.. scopes],
            RedirectUri = redirectUri,
            ReturnUrl = returnUrl,
            AskedFrom = askedFrom,
            Payment = payment,
            Status = ConsentStatus.AwaitingAuthorisation,
            CreatedAt = now,
            StatusUpdatedAt = now,
        };

    /// <summary>Where it stands now: an agreement whose last day is over has expired without anybody writing it down.</summary>
    public ConsentStatus StatusAt(DateTimeOffset now) =>
        Status == ConsentStatus.Authorised && now >= ExpiresAt ? ConsentStatus.Expired : Status;

    public bool IsLiveAt(DateTimeOffset now) => StatusAt(now) == ConsentStatus.Authorised;

    public bool CanBeDecidedAt(DateTimeOffset now) => Status == ConsentStatus.AwaitingAuthorisation && now < CreatedAt + TimeToDecide;

    public bool CanBeTakenBackAt(DateTimeOffset now) =>
        Status is ConsentStatus.Authorised or ConsentStatus.Rejected && UsedAt is null && now < StatusUpdatedAt + TimeToReturn;

    /// <summary>By whom it ended, if it has.</summary>
    public EndedBy? EndedByAt(DateTimeOffset now) => StatusAt(now) == ConsentStatus.Expired ? Consents.EndedBy.Expiry : EndedBy;

    public void Allow(IEnumerable<string> scopes, IEnumerable<string> accountIds, int days, DateTimeOffset now)
    {
        Scopes = [.. RequestedScopes.Intersect(scopes)];
        AccountIds = [.. accountIds.Distinct()];
        ExpiresAt = Payment is null ? now.AddDays(days) : now + TimeToPay;
        TransactionsFrom = Payment is null ? DateOnly.FromDateTime(CreatedAt.UtcDateTime).AddMonths(-12) : null;
        Become(ConsentStatus.Authorised, now);
    }

    public void Deny(DateTimeOffset now) => Become(ConsentStatus.Rejected, now);

    public void End(EndedBy by, DateTimeOffset now)
    {
        EndedBy = by;
        Become(ConsentStatus.Revoked, now);
    }

    public void TakeBack(DateTimeOffset now) => UsedAt = now;

    private void Become(ConsentStatus status, DateTimeOffset now) => (Status, StatusUpdatedAt) = (status, now);
}
