using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.AuthorizationServer.Protocol.Logout;

/// <summary>
/// Tells every client that learnt in a session who is signed in that she is not any more, from server to server, so that it works with the browser closed
/// (OpenID Connect Back-Channel Logout 1.0).
/// </summary>
internal sealed partial class LogoutNotices(
    HttpClient http, AuthorizationDb db, Bank bank, PairwiseSubjects subjects, KeyRing keys, IssuerAddress issuer, TimeProvider time, ILogger<LogoutNotices> log)
{
    /// <summary>A person waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(2);

    /// <summary>Remembers that this client is to be told.</summary>
    public async Task RememberAsync(string sessionId, string clientId, string personId)
    {
        if (await db.SessionClients.AnyAsync(one => one.SessionId == sessionId && one.ClientId == clientId))
            return;
        db.SessionClients.Add(new() { SessionId = sessionId, ClientId = clientId, PersonId = personId, Since = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear(); // another window of the same person was quicker
        }
    }

    public async Task SendAsync(string sessionId)
    {
        var told = await db.SessionClients.AsNoTracking().Where(client => client.SessionId == sessionId).ToListAsync();
        await Task.WhenAll(told.Select(TellAsync));
        await db.SessionClients.Where(client => client.SessionId == sessionId).ExecuteDeleteAsync();
    }

    public Task ForgetAsync(DateTimeOffset before) => db.SessionClients.Where(client => client.Since < before).ExecuteDeleteAsync();

    private async Task TellAsync(SessionClient client)
    {
        if (bank.Client(client.ClientId)?.BackchannelLogoutUri is not { } address)
            return;
        try
        {
            using var form = new FormUrlEncodedContent([new("logout_token", Token(client))]);
            using var answer = await http.PostAsync(address, form);
            if (!answer.IsSuccessStatusCode)
                LogRefused(client.ClientId, (int)answer.StatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            LogUnreachable(client.ClientId, failure.GetBaseException().Message);
        }
    }

    private string Token(SessionClient client)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "logout+jwt",
            Issuer = issuer.Identifier,
            Audience = client.ClientId,
            IssuedAt = now,
            Expires = now + _lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subjects.Of(client.PersonId, client.ClientId),
                ["sid"] = client.SessionId,
                ["jti"] = Guid.NewGuid().ToString("N"),
                ["events"] = new Dictionary<string, object> { [Event] = new Dictionary<string, object>() },
            },
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }

    [LoggerMessage(LogLevel.Warning, "{Client} answered {Status} to the notice that somebody signed out; its own session goes on until it ends by itself.")]
    private partial void LogRefused(string client, int status);

    [LoggerMessage(LogLevel.Warning, "{Client} could not be told that somebody signed out: {Reason}")]
    private partial void LogUnreachable(string client, string reason);
}
