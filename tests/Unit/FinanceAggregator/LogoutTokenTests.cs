using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.SignIn;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.Unit.FinanceAggregator;

/// <summary>OpenID Connect Back-Channel Logout §2.4 and §2.6, a defect at a time.</summary>
public sealed class LogoutTokenTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly FakeTimeProvider _time = new(_now);
    private readonly List<bool> _looked = [];

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task A_logout_token_says_which_session_of_whom_is_over()
    {
        var ended = await ReadAsync(Token());

        (ended.Subject, ended.SessionId, ended.TokenId).ShouldBe(("alice", "s-1", "j-1"));
        _looked.ShouldBe([false]);
    }

    [Theory]
    [InlineData("sub", "s-1")]
    [InlineData("sid", "alice")]
    public async Task One_of_sub_and_sid_is_enough(string missing, string left)
    {
        var ended = await ReadAsync(Token(claims => claims.Remove(missing)));

        (ended.Subject ?? ended.SessionId).ShouldBe(left);
    }

    public static TheoryData<string, Action<Dictionary<string, object>>> Defects() => new()
    {
        { "another issuer", claims => claims["iss"] = "http://evil.example/" },
        { "no issuer", claims => claims.Remove("iss") },
        { "for somebody else", claims => claims["aud"] = "another-client" },
        { "for Tidepool's other registration", claims => claims["aud"] = "finance-aggregator" },
        { "no audience", claims => claims.Remove("aud") },
        { "expired", claims => claims["exp"] = _now.AddMinutes(-2).ToUnixTimeSeconds() },
        { "never expires", claims => claims.Remove("exp") },
        { "no iat", claims => claims.Remove("iat") },
        { "issued an hour ago", claims => claims["iat"] = _now.AddHours(-1).ToUnixTimeSeconds() },
        { "issued in an hour", claims => claims["iat"] = _now.AddHours(1).ToUnixTimeSeconds() },
        { "no jti", claims => claims.Remove("jti") },
        { "neither sub nor sid", claims => { claims.Remove("sub"); claims.Remove("sid"); } },
        { "a nonce, so an ID token", claims => claims["nonce"] = "n-1" },
        { "no events", claims => claims.Remove("events") },
        { "another event", claims => claims["events"] = new Dictionary<string, object> { ["http://schemas.example/other"] = new Dictionary<string, object>() } },
        { "an event that is no object", claims => claims["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = "yes" } },
        { "events that are no object", claims => claims["events"] = "http://schemas.openid.net/event/backchannel-logout" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task A_defect_is_noticed(string defect, Action<Dictionary<string, object>> spoil)
    {
        defect.ShouldNotBeEmpty();
        await Should.ThrowAsync<SecurityTokenException>(() => ReadAsync(Token(spoil)));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData(null)]
    public async Task Another_kind_of_token_is_no_logout_token(string? type) =>
        await Should.ThrowAsync<SecurityTokenException>(() => ReadAsync(Token(type: type)));

    [Fact]
    public async Task A_token_of_another_key_or_none_is_not_believed()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Should.ThrowAsync<SecurityTokenException>(() => ReadAsync(Token(key: other)));

        var parts = Token().Split('.');
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"logout+jwt"}""");
        await Should.ThrowAsync<SecurityTokenException>(() => ReadAsync($"{unsigned}.{parts[1]}."));
        await Should.ThrowAsync<SecurityTokenException>(() => ReadAsync("no token at all"));
    }

    [Fact]
    public async Task A_key_that_is_not_known_yet_is_looked_up_once()
    {
        var tokens = Reader(latest => latest ? [new ECDsaSecurityKey(_key) { KeyId = "k-1" }] : []);

        (await tokens.ReadAsync(Token(), TestContext.Current.CancellationToken)).SessionId.ShouldBe("s-1");

        _looked.ShouldBe([false, true]);
    }

    private Task<EndedSession> ReadAsync(string token) =>
        Reader(_ => [new ECDsaSecurityKey(_key) { KeyId = "k-1" }]).ReadAsync(token, TestContext.Current.CancellationToken);

    private LogoutTokens Reader(Func<bool, IEnumerable<SecurityKey>> keys)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OAuth:Issuer"] = "http://bank.example",
            ["OAuth:ClientSecret"] = "x",
            ["SignIn:ClientSecret"] = "x",
        }).Build();
        return new((latest, _) =>
        {
            _looked.Add(latest);
            return Task.FromResult(keys(latest));
        }, new BankSettings(configuration, new IssuerAddress(configuration)), _time);
    }

    private string Token(Action<Dictionary<string, object>>? spoil = null, string? type = "logout+jwt", ECDsa? key = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "http://bank.example/",
            ["aud"] = "finance-aggregator-signin",
            ["sub"] = "alice",
            ["sid"] = "s-1",
            ["iat"] = _now.ToUnixTimeSeconds(),
            ["exp"] = _now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = "j-1",
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        spoil?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            TokenType = type,
            SigningCredentials = new(new ECDsaSecurityKey(key ?? _key) { KeyId = "k-1" }, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
