using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.AuthorizationServer.Keys;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.Integration.Demo;
using OpenIddict.EntityFrameworkCore.Models;

namespace OAuthDemo.Security;

/// <summary>Another key takes over, and nobody gets an error (RFC 7517 §5).</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly DemoSystem _demo = new();

    [Fact]
    public async Task A13_The_next_key_is_published_first_and_the_old_token_lives_to_its_end()
    {
        var tokens = await _demo.Client().ConnectAsync(days: 90);
        var oldToken = tokens.Must("access_token");
        var (oldKey, before) = (KeyOf(oldToken), await KeysAsync());

        await RotateAsync();
        (await KeysAsync()).Length.ShouldBe(before.Length + 1);
        var refreshed = await _demo.Client().RefreshAsync(tokens.Must("refresh_token"));
        KeyOf(refreshed.Must("access_token")).ShouldBe(oldKey); // published, and not yet signing

        _demo.AdvanceClock(TimeSpan.FromSeconds(31));
        refreshed = await _demo.Client().RefreshAsync(refreshed.Must("refresh_token"));
        KeyOf(refreshed.Must("access_token")).ShouldNotBe(oldKey);
        (await KeysAsync()).ShouldContain(KeyOf(refreshed.Must("access_token")));
        foreach (var token in new[] { oldToken, refreshed.Must("access_token") })
            (await _demo.AccountIdsAsync(token)).ShouldNotBeEmpty();

        _demo.AdvanceClock(TimeSpan.FromMinutes(11));
        (await KeysAsync()).ShouldNotContain(oldKey);
        (await _demo.Client().RefreshAsync(refreshed.Must("refresh_token"))).Must("access_token"); // made under the new key
    }

    [Fact]
    public async Task A13_A_refresh_token_outlives_the_key_it_was_made_under()
    {
        var refresh = (await _demo.Client().ConnectAsync(days: 90)).Must("refresh_token");
        await RotateAsync();
        _demo.AdvanceClock(TimeSpan.FromDays(10));

        var answer = await _demo.Client().RefreshAsync(refresh);

        (await _demo.AccountIdsAsync(answer.Must("access_token"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A13_A_refresh_token_outlives_the_way_in_which_it_was_encrypted()
    {
        var refresh = (await _demo.Client().ConnectAsync(days: 90)).Must("refresh_token");
        await using (var scope = _demo.Service("authorization-server").Services.CreateAsyncScope())
        {
            var (keys, db) = (scope.ServiceProvider.GetRequiredService<KeyRing>(), scope.ServiceProvider.GetRequiredService<AuthorizationDb>());
            var row = await db.Set<OpenIddictEntityFrameworkCoreToken>().SingleAsync(token => token.Type!.Contains("refresh"), TestContext.Current.CancellationToken);
            row.Payload = AsBefore(row.Payload!, keys);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await _demo.Client().RefreshAsync(refresh)).Must("access_token");
    }

    [Fact]
    public async Task A13_A_restart_keeps_every_key()
    {
        await RotateAsync();
        _demo.AdvanceClock(TimeSpan.FromMinutes(1));
        var token = (await _demo.Client().ConnectAsync()).Must("access_token");
        var keys = await KeysAsync();

        await _demo.Service("authorization-server").StopAsync();
        await _demo.Service("authorization-server").StartAsync();

        (await KeysAsync()).ShouldBe(keys, ignoreOrder: true);
        (await _demo.AccountIdsAsync(token)).ShouldNotBeEmpty();
        KeyOf((await _demo.Client().ConnectAsync()).Must("access_token")).ShouldBe(KeyOf(token));
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => _demo.InitializeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    private async Task RotateAsync()
    {
        await using var scope = _demo.Service("authorization-server").Services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<KeyRing>();
        await keys.RotateAsync(scope.ServiceProvider.GetRequiredService<AuthorizationDb>(), SigningKey.AheadOnDemand);
    }

    // With a key of its own, which another one wraps.
    private static string AsBefore(string payload, KeyRing keys)
    {
        var reader = new JsonWebTokenHandler();
        var token = reader.ReadJsonWebToken(payload);
        token.Alg.ShouldBe(JwtConstants.DirectKeyUseAlg);
        var signed = reader.DecryptToken(token, new TokenValidationParameters { TokenDecryptionKey = keys.Encryption });
        var header = new Dictionary<string, object> { ["typ"] = token.Typ };
        return reader.EncryptToken(signed, new EncryptingCredentials(keys.Wrapping, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512), header);
    }

    private async Task<string[]> KeysAsync() =>
        [.. (await _demo.Http().GetAsync(".well-known/jwks")).Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    private static string KeyOf(string token) => Jwt.Read(token).Header.GetProperty("kid").GetString()!;
}
