using System.Security.Cryptography;
using CsCheck;
using Microsoft.IdentityModel.Tokens;

namespace OAuthDemo.Unit.ServiceDefaults;

public sealed class BearerTokensTests : IAsyncDisposable
{
    private readonly ResourceApi _api = new();

    [Fact]
    public async Task A_good_token_opens_what_its_scope_names() =>
        (await _api.GetAsync(_api.Token())).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(200),
            answer => answer.Body.ShouldBe("things"));

    [Fact] // RFC 6750 §3.1, RFC 9728 §5.1
    public async Task No_token_gets_a_challenge_without_an_error_code()
    {
        var answer = await _api.GetAsync(null);
        answer.Status.ShouldBe(401);
        answer.Challenge.ShouldBe(
            "Bearer realm=\"urn:things\", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
        answer.Code.ShouldBe("token.missing");
    }

    [Fact] // RFC 6750 §3.1
    public async Task A_token_without_the_scope_is_told_which_one_is_missing()
    {
        var answer = await _api.GetAsync(_api.Token(token => token.Claims["scope"] = "openid things:write things:reader"));
        answer.Status.ShouldBe(403);
        answer.Challenge.ShouldContain("error=\"insufficient_scope\"");
        answer.Challenge.ShouldContain("scope=\"things:read\"");
        answer.Code.ShouldBe("scope.insufficient");
    }

    [Fact] // RFC 6750 §2: the query is logged everywhere
    public async Task A_token_in_the_query_is_no_token() =>
        (await _api.SendAsync("/things", null, $"?access_token={_api.Token()}")).Code.ShouldBe("token.missing");

    [Theory] // RFC 9068 §4
    [InlineData("JWT")]
    [InlineData("at+jwtx")]
    [InlineData("logout+jwt")]
    public Task Another_type_of_token_is_refused(string type) => RefusedAsync(_api.Token(token => token.TokenType = type), "at+jwt");

    [Fact]
    public Task Another_issuer_is_refused() => RefusedAsync(_api.Token(token => token.Issuer = "http://localhost:8080"), "issuer");

    [Fact]
    public Task Another_audience_is_refused() => RefusedAsync(_api.Token(token => token.Audience = "urn:other"), "resource");

    [Theory]
    [InlineData(9, 200)]
    [InlineData(10, 401)]
    public async Task Expiry_goes_by_the_clock_of_the_service_with_ten_seconds_of_grace(int after, int status)
    {
        var token = _api.Token();
        _api.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(after));
        (await _api.GetAsync(token)).Status.ShouldBe(status);
    }

    [Fact]
    public Task A_token_from_the_future_is_refused() =>
        RefusedAsync(_api.Token(token => token.NotBefore = token.NotBefore!.Value.AddSeconds(11)), "not valid yet");

    [Fact]
    public Task A_token_without_an_expiry_is_refused() => RefusedAsync(_api.Token(token => token.Expires = null), "expiry");

    [Fact]
    public Task A_token_without_a_signature_is_refused() =>
        RefusedAsync(_api.Token(token => token.SigningCredentials = null), "malformed", "signature");

    [Fact] // RFC 8725 §3.1: the published key must not serve as a shared secret
    public Task A_token_signed_with_a_shared_secret_is_refused() => RefusedAsync(_api.Token(token => token.SigningCredentials =
        new SigningCredentials(new SymmetricSecurityKey(new byte[64]) { KeyId = "first" }, SecurityAlgorithms.HmacSha256)), "signature", "algorithm");

    [Fact]
    public Task A_forged_signature_is_refused() =>
        RefusedAsync(_api.Token(key: new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "first" }), "signature");

    [Fact]
    public async Task A_new_key_works_from_its_first_token_on()
    {
        await _api.GetAsync(_api.Token());
        (await _api.GetAsync(_api.Token(key: _api.Publish("second")))).Status.ShouldBe(200);
        (await _api.GetAsync(_api.Token())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Invented_keys_do_not_turn_the_service_against_its_issuer()
    {
        for (var i = 0; i < 50; i++)
            await RefusedAsync(_api.Token(key: new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = $"x{i}" }), "publish");
        _api.KeysRead.ShouldBe(1);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_neither_yes_nor_no()
    {
        _api.IssuerAnswers = false;
        var answer = await _api.GetAsync(_api.Token());
        answer.Status.ShouldBe(503);
        answer.Code.ShouldBe("authorizationServer.unavailable");
        answer.Headers.RetryAfter.ToString().ShouldNotBeEmpty();

        _api.IssuerAnswers = true;
        (await _api.GetAsync(_api.Token())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Known_keys_outlast_a_silence_of_their_issuer()
    {
        await _api.GetAsync(_api.Token());
        _api.IssuerAnswers = false;
        _api.Time.Advance(TimeSpan.FromHours(3));
        (await _api.GetAsync(_api.Token())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Metadata_that_names_another_issuer_is_not_believed()
    {
        _api.IssuerInMetadata = "http://evil.example/";
        (await _api.GetAsync(_api.Token())).Status.ShouldBe(503);
    }

    [Fact]
    public void Junk_is_refused_and_never_breaks_anything() =>
        Gen.OneOf(Gen.String[Gen.Char[' ', 'ÿ'], 0, 200], Gen.Select(Gen.String.AlphaNumeric, Gen.String.AlphaNumeric, Gen.String.AlphaNumeric, (a, b, c) => $"{a}.{b}.{c}"))
            .Sample(junk => _api.GetAsync(junk).GetAwaiter().GetResult().Status == 401, iter: 500, threads: 1);

    [Fact]
    public void A_token_with_any_letter_changed_is_refused()
    {
        var token = _api.Token();
        Gen.Select(Gen.Int[0, token.Length - 1], Gen.Char.AlphaNumeric).Where((at, letter) => token[at] != letter && token[at] != '.').Sample((at, letter) =>
        {
            var changed = token[..at] + letter + token[(at + 1)..];
            // The last letter of a part carries bits that mean nothing.
            return Base64UrlEncoder.DecodeBytes(token.Split('.')[2]).AsSpan().SequenceEqual(Decoded(changed.Split('.')[2])) && at > token.LastIndexOf('.')
                || _api.GetAsync(changed).GetAwaiter().GetResult().Status == 401;
        }, iter: 300, threads: 1);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static byte[] Decoded(string part)
    {
        try { return Base64UrlEncoder.DecodeBytes(part); }
        catch (FormatException) { return []; }
    }

    private async Task RefusedAsync(string token, params string[] reasons)
    {
        var answer = await _api.GetAsync(token);
        answer.Status.ShouldBe(401);
        answer.Code.ShouldBe("token.invalid");
        answer.Challenge.ShouldContain("error=\"invalid_token\"");
        reasons.ShouldContain(reason => answer.Challenge.Contains(reason, StringComparison.Ordinal), answer.Challenge);
    }
}
