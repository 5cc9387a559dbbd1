namespace OAuthDemo.FinanceAggregator.Connections;

public enum ConnectionStatus
{
    /// <summary>Data can be read.</summary>
    Active,

    /// <summary>The sharing period that the person chose is over.</summary>
    Expired,

    /// <summary>Ended at the bank: by the person under Connected apps, or by the bank itself.</summary>
    Revoked,

    /// <summary>Ended here.</summary>
    Disconnected,
}

/// <summary>One authorization that a person gave Tidepool at the bank, and the tokens that came of it.</summary>
public sealed class Connection
{
    public required string Id { get; init; }

    public required string VisitorId { get; set; }

    /// <summary>What was granted, as the token response said it: names with a blank between them.</summary>
    public required string Scopes { get; set; }

    public ConnectionStatus Status { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset AuthorizedAt { get; set; }

    public DateTimeOffset AccessTokenExpiresAt { get; set; }

    /// <summary>When the sharing period ends, if the bank said so.</summary>
    public DateTimeOffset? ConsentExpiresAt { get; set; }

    /// <summary>The bank's name for what the person agreed to.</summary>
    public string? ConsentId { get; set; }

    public DateTimeOffset? RefreshedAt { get; set; }

    public int Refreshes { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who ended it, in the bank's word: person, client, expiry or bank; null when it did not say.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Whether the bank knows that this ended; it does not when it could not be told.</summary>
    public bool BankKnows { get; set; }

    /// <summary>Access and refresh token, sealed; null once the connection has ended.</summary>
    public string? SealedTokens { get; set; }

    public bool Allows(string scope) => Scopes.Split(' ').Contains(scope);

    internal void Receive(GrantedTokens granted, TokenSeal seal)
    {
        SealedTokens = seal.Close(granted.Tokens);
        AccessTokenExpiresAt = granted.ExpiresAt;
        Scopes = granted.Scopes ?? Scopes;
        ConsentExpiresAt = granted.ConsentExpiresAt ?? ConsentExpiresAt;
        ConsentId = granted.ConsentId ?? ConsentId;
    }

    /// <summary>Whether the time that the person chose is nearly over, so that she should be reminded.</summary>
    public bool EndsSoon(DateTimeOffset now) => Status == ConnectionStatus.Active && ConsentExpiresAt - now < TimeSpan.FromDays(7);

    internal void End(ConsentState state, DateTimeOffset now)
    {
        var how = state.EndedBy switch
        {
            "expiry" => ConnectionStatus.Expired,
            "client" => ConnectionStatus.Disconnected,
            _ => ConnectionStatus.Revoked,
        };
        End(how, bankKnows: true, state.StatusUpdatedAt ?? now, state.EndedBy);
    }

    public void End(ConnectionStatus status, bool bankKnows, DateTimeOffset at, string? by = null)
    {
        Status = status;
        BankKnows = bankKnows;
        EndedAt = at;
        EndedBy = by;
        SealedTokens = null;
    }
}
