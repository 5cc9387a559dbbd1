using OAuthDemo.Stores.Sql;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Grant = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreAuthorization;
using Token = OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreToken;

namespace OAuthDemo.AuthorizationServer.Protocol.Rows;

/// <summary>
/// What one request reads and writes of grants, codes and refresh tokens. It reads each row once. It writes at its end, in one go: what is redeemed and
/// what is given for it stand or fall together, and when the store fails in between, the same request can be sent again.
/// </summary>
internal sealed class Ledger(SqlStore store)
{
    private readonly List<Statement> _pending = [];
    private readonly Dictionary<string, Token> _tokens = [];
    private readonly Dictionary<string, Grant> _grants = [];
    private readonly HashSet<object> _new = [];

    /// <summary>Whether the end of the request will write something.</summary>
    public bool IsOpen => _pending.Count + _new.Count > 0;

    public ValueTask<Token?> TokenAsync(string id) => _tokens.TryGetValue(id, out var known) ? new(known) : KeepAsync(store.FirstAsync(TokenRow.ById, TokenRow.Read, id));

    public ValueTask<Token?> TokenByReferenceAsync(string reference) => KeepAsync(store.FirstAsync(TokenRow.ByReference, TokenRow.Read, reference));

    public async ValueTask<Grant?> GrantAsync(string id)
    {
        if (!_grants.TryGetValue(id, out var grant) && (grant = await store.FirstAsync(GrantRow.ById, GrantRow.Read, id)) is not null)
            _grants[id] = grant;
        return grant;
    }

    public void Add(Token token)
    {
        _tokens[token.Id!] = token;
        _new.Add(token);
    }

    public void Add(Grant grant)
    {
        _grants[grant.Id!] = grant;
        _new.Add(grant);
    }

    /// <summary>A row that is new in this request just changes; one that was there is written with what else the request writes, or at once if that is nothing.</summary>
    /// <returns>False if somebody else has changed it since it was read.</returns>
    public async ValueTask<bool> UpdateAsync(Token token)
    {
        if (_new.Contains(token))
            return true;
        var update = TokenRow.Update(token, Guid.NewGuid().ToString());
        if (!IsOpen)
            return await store.WriteAsync([update]);
        _pending.Add(update);
        return true;
    }

    /// <summary>Redeems what can be used once, if nobody else does.</summary>
    public void Redeem(string tokenId, DateTime now) => Demand(new("""UPDATE "OpenIddictTokens" SET "Status" = $1, "RedemptionDate" = $2, "ConcurrencyToken" = $3 WHERE "Id" = $4 AND "Status" = $5""",
        Statuses.Redeemed, now, Guid.NewGuid().ToString(), tokenId, Statuses.Valid));

    /// <summary>What must change a row, or else nothing of this request is written.</summary>
    public void Demand(Statement statement) => _pending.Add(statement with { MustHit = true });

    /// <summary>Writes what the request has brought.</summary>
    /// <returns>False if what it demands is not so; then nothing is written.</returns>
    public async Task<bool> WriteAsync()
    {
        if (!IsOpen)
            return true;
        // A token points to its grant, so the grant comes first.
        var statements = _pending.Concat(_new.OfType<Grant>().Select(GrantRow.Insert)).Concat(_new.OfType<Token>().Select(TokenRow.Insert)).ToList();
        _pending.Clear();
        _new.Clear();
        return await store.WriteAsync(statements);
    }

    private async ValueTask<Token?> KeepAsync(ValueTask<Token?> read)
    {
        if (await read is not { } token)
            return null;
        return _tokens.TryGetValue(token.Id!, out var known) ? known : _tokens[token.Id!] = token;
    }
}
