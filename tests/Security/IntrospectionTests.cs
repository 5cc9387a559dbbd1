using System.Buffers.Text;
using System.Text;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>Who may ask what a token is worth, and what he is told (RFC 7662).</summary>
public sealed class IntrospectionTests(DemoSystem demo)
{
    [Fact] // RFC 7662 §2.1
    public async Task N01_Nobody_introspects_without_saying_who_he_is()
    {
        var access = (await demo.Client().ConnectAsync()).Must("access_token");

        foreach (var authorization in new[] { null, TestClient.BasicOf("bank-api", "wrong") })
            (await demo.Http().PostAsync("connect/introspect", authorization, ("token", access))).ShouldBeError(401, "invalid_client");
    }

    [Fact] // RFC 7662 §2.2
    public async Task N02_An_unknown_token_is_inactive_and_nothing_more_is_said()
    {
        foreach (var token in new[] { "not-a-token", "a.b.c", Jwt.WithoutSignature((await demo.Client().ConnectAsync()).Must("access_token")) })
        {
            var answer = await demo.Client("bank-api").IntrospectAsync(token);
            answer.ShouldBeInactive();
        }
    }

    [Fact] // RFC 8725 §3.1: that the bank seals by HMAC what only it reads lets nobody sign
    public async Task N02_A_token_sealed_with_public_knowledge_is_inactive()
    {
        var access = (await demo.Client().ConnectAsync()).Must("access_token");
        var keys = (await demo.Http().GetAsync(".well-known/jwks")).Json.GetProperty("keys").EnumerateArray().ToArray();

        keys.ShouldAllBe(key => key.GetProperty("kty").GetString() == "EC");
        foreach (var key in keys)
            foreach (var known in new[] { Encoding.UTF8.GetBytes(key.GetRawText()), Base64Url.DecodeFromChars(key.GetProperty("x").GetString()) })
                (await demo.Client("bank-api").IntrospectAsync(Jwt.SignedByHmac(access, known, kid: "seal"))).ShouldBeInactive();
    }

    [Fact] // RFC 7662 §2.2
    public async Task N03_A_live_token_is_described()
    {
        var access = (await demo.Client().ConnectAsync()).Must("access_token");
        var claims = Jwt.Read(access);

        var answer = (await demo.Client("bank-api").IntrospectAsync(access)).Json;

        answer.GetProperty("active").GetBoolean().ShouldBeTrue();
        foreach (var member in new[] { "scope", "client_id", "sub", "exp", "iss", "aud" })
            answer.GetProperty(member).ToString().ShouldBe(claims[member], member);
        answer.GetProperty("consent_id").GetString().ShouldBe(claims["consent_id"]);
        answer.GetProperty("account_ids").GetArrayLength().ShouldBePositive();
        answer.GetProperty("consent_expires_at").GetInt64().ShouldBePositive();
    }

    [Fact] // RFC 7662 §4
    public async Task N04_To_whom_a_token_is_not_meant_it_is_not_active()
    {
        var token = (await demo.Client().ConnectAsync()).Must("access_token");

        (await demo.Client("third-app").IntrospectAsync(token)).ShouldBeInactive();
        (await demo.Client("bank-api").IntrospectAsync(token)).Json.GetProperty("active").GetBoolean().ShouldBeTrue();
    }

    [Fact] // RFC 7662 §4
    public async Task N03_What_only_the_bank_may_know_is_told_to_nobody_else()
    {
        var access = (await demo.Client().ConnectAsync()).Must("access_token");

        foreach (var client in new[] { "other-app", "third-app" })
        {
            var answer = await demo.Client(client).IntrospectAsync(access);
            answer.Body.ShouldNotContain("customer_number");
            answer.Body.ShouldNotContain("account_ids");
        }
    }
}
