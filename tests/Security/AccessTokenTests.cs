using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>The access token, and what the bank's API makes of good and bad ones (RFC 9068, RFC 6750).</summary>
public sealed class AccessTokenTests(DemoSystem demo)
{
    private const string Audience = "urn:harbour-bank:api";

    [Fact] // RFC 9068 §2.1
    public async Task A01_The_token_says_what_it_is_and_which_published_key_signed_it()
    {
        var header = Jwt.Read(await AccessTokenAsync()).Header;

        header.GetProperty("typ").GetString().ShouldBe("at+jwt");
        header.GetProperty("alg").GetString().ShouldBe("ES256");
        var key = (await KeysAsync()).Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        key.GetProperty("kty").GetString().ShouldBe("EC");
        key.GetProperty("use").GetString().ShouldBe("sig");
        key.TryGetProperty("d", out _).ShouldBeFalse("a private key is never published");
    }

    [Fact] // RFC 9068 §2.2
    public async Task A02_The_token_has_the_claims_of_its_profile()
    {
        var answer = await demo.Client().ConnectAsync();
        var token = Jwt.Read(answer.Must("access_token"));

        token["iss"].ShouldBe(demo.Issuer.AbsoluteUri);
        token["aud"].ShouldBe(Audience);
        token["client_id"].ShouldBe("other-app");
        token["sub"].ShouldNotBeNullOrEmpty();
        token["jti"].ShouldNotBeNullOrEmpty();
        token.Claims.GetProperty("scope").ValueKind.ShouldBe(JsonValueKind.String);
        token["scope"].ShouldBe(answer.Must("scope"));
        token["consent_id"].ShouldNotBeNull().ShouldStartWith("c_");
        var (issued, expires) = (token.Claims.GetProperty("iat").GetInt64(), token.Claims.GetProperty("exp").GetInt64());
        (expires - issued).ShouldBe(300);
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(298, 300);
        token.Claims.GetProperty("auth_time").GetInt64().ShouldBeLessThanOrEqualTo(issued);
        answer.Must("token_type").ShouldBe("Bearer");
    }

    [Fact] // RFC 9068 §6, OpenID Connect Core §8.1
    public async Task A02_Two_clients_cannot_tell_that_they_know_the_same_person()
    {
        var one = Jwt.Read(await AccessTokenAsync("other-app"));
        var again = Jwt.Read(await AccessTokenAsync("other-app"));
        var other = Jwt.Read(await AccessTokenAsync("third-app"));

        again["sub"].ShouldBe(one["sub"]);
        other["sub"].ShouldNotBe(one["sub"]);
    }

    [Fact] // RFC 9068 §2.2, §5
    public async Task A03_The_subject_of_a_machine_is_the_machine()
    {
        var machine = Jwt.Read((await demo.Client("machine").ClientCredentialsAsync("statements:run")).Must("access_token"));

        machine["sub"].ShouldBe("machine");
        machine["client_id"].ShouldBe("machine");
        machine["sub"].ShouldNotBe(Jwt.Read(await AccessTokenAsync())["sub"]);
    }

    [Fact] // RFC 9068 §4
    public async Task A04_A_token_for_another_audience_is_refused()
    {
        var token = await AccessTokenAsync();
        await using var another = await demo.StartAnotherBankApiAsync(("Bank:Resource", "urn:harbour-bank:another"));

        (await demo.Http().GetAsync($"{another.Address}api/accounts", token)).ShouldBeRefused(401, "invalid_token");
        (await demo.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);
    }

    [Fact] // RFC 8725 §2.1, RFC 9068 §4
    public async Task A05_A_token_without_a_signature_or_signed_with_public_knowledge_is_refused()
    {
        var token = await AccessTokenAsync();
        var kid = Jwt.Read(token).Header.GetProperty("kid").GetString();
        var key = (await KeysAsync()).Single(key => key.GetProperty("kid").GetString() == kid);
        var parts = token.Split('.');

        await ShouldBeRefusedAtBothDoors(Jwt.WithoutSignature(token));
        await ShouldBeRefusedAtBothDoors($"{parts[0]}.{parts[1]}.");
        foreach (var publicKey in PublicKeyAsBytes(key))
            await ShouldBeRefusedAtBothDoors(Jwt.SignedByHmac(token, publicKey));
        await ShouldBeRefusedAtBothDoors(Jwt.SignedByStranger(token, kid));
        await ShouldBeRefusedAtBothDoors(Jwt.SignedByStranger(token, "a-key-of-my-own"));
        await ShouldBeRefusedAtBothDoors(Jwt.SignedByStranger(token, kid: null));
        await ShouldBeRefusedAtBothDoors(Jwt.Tampered(token, "accounts:read", "accounts:read payments:write"));
    }

    [Fact] // RFC 9068 §4, RFC 8725 §3.11
    public async Task A06_An_ID_token_is_no_access_token()
    {
        var tokens = await demo.Client().ConnectAsync();

        await ShouldBeRefusedAtBothDoors(tokens.Must("id_token"));
        await ShouldBeRefusedAtBothDoors(tokens.Must("refresh_token"));
    }

    [Fact] // RFC 6750 §3.1
    public async Task A08_Without_a_token_the_answer_is_a_bare_challenge()
    {
        foreach (var door in Doors)
        {
            var answer = await demo.Http().GetAsync($"{door}api/accounts");
            answer.ShouldBeRefused(401, error: null);
        }
    }

    [Theory] // RFC 6750 §3.1
    [InlineData("balances", "balances:read")]
    [InlineData("transactions", "transactions:read")]
    public async Task A09_A_missing_scope_is_named(string path, string scope)
    {
        var client = demo.Client();
        var token = (await client.ConnectAsync(request: client.Ask("accounts:read"))).Must("access_token");
        var account = (await demo.AccountIdsAsync(token))[0];

        foreach (var door in Doors)
        {
            var answer = await demo.Http().GetAsync($"{door}api/accounts/{account}/{path}", token);
            answer.ShouldBeRefused(403, "insufficient_scope");
            answer.Header("WWW-Authenticate")!.ShouldContain($"scope=\"{scope}\"");
        }
    }

    [Fact] // RFC 9700 §4.3.2
    public async Task A10_A_token_in_the_query_or_in_a_form_opens_nothing()
    {
        var token = await AccessTokenAsync();

        foreach (var door in Doors)
        {
            (await demo.Http().GetAsync($"{door}api/accounts?access_token={token}")).Status.ShouldBeOneOf(400, 401);
            (await demo.Http().PostAsync($"{door}api/accounts", null, ("access_token", token))).Status.ShouldBeOneOf(400, 401, 405);
            var userinfo = await demo.Http().GetAsync($"connect/userinfo?access_token={token}");
            userinfo.Status.ShouldBeOneOf(400, 401);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/balances")]
    [InlineData("/transactions")]
    public async Task A11_An_account_that_was_not_shared_looks_like_one_that_does_not_exist(string path)
    {
        var person = await demo.SignedInAsync();
        var all = await demo.AccountIdsAsync((await demo.Client().ConnectAsync(person)).Must("access_token"));
        var token = (await demo.Client().ConnectAsync(person, accounts: [await FirstAccountAsync(person)])).Must("access_token");
        var shared = (await demo.AccountIdsAsync(token)).ShouldHaveSingleItem();

        var notShared = await demo.Http().GetAsync($"api/accounts/{all.First(id => id != shared)}{path}", token);
        var unknown = await demo.Http().GetAsync($"api/accounts/{new string('x', shared.Length)}{path}", token);

        notShared.Status.ShouldBe(404);
        notShared["code"].ShouldBe("account.notFound");
        unknown.Status.ShouldBe(404);
        Comparable(notShared).ShouldBe(Comparable(unknown));
    }

    [Theory] // RFC 6750 §3.1
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6eyJhIjoxfX0.e30.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IiJ9.bnVsbA.e30")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..a.b.c")]
    [InlineData("\u00fc\u2603")]
    [InlineData("\"; DROP TABLE tokens --")]
    public async Task A14_Junk_is_refused_and_breaks_nothing(string junk)
    {
        await ShouldBeRefusedAtBothDoors(junk);
        await ShouldBeRefusedAtBothDoors(string.Concat(Enumerable.Repeat(junk, 200)));
    }

    [Theory] // RFC 6750 §2.1
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer\ta.b.c")]
    [InlineData("Nonsense")]
    public async Task A14_A_malformed_header_is_no_token(string header)
    {
        foreach (var door in Doors)
            (await demo.Http().GetAsync($"{door}api/accounts", bearer: null, ("Authorization", header))).Status.ShouldBe(401);
    }

    // The gateway looks at the token first, and the API looks again: each must hold alone.
    private IEnumerable<Uri> Doors => [demo.Issuer, demo.Service("bank-api").Address];

    private async Task<string> AccessTokenAsync(string client = "other-app") =>
        (await demo.Client(client).ConnectAsync()).Must("access_token");

    private async Task ShouldBeRefusedAtBothDoors(string token)
    {
        foreach (var door in Doors)
        {
            var answer = await demo.Http().GetAsync($"{door}api/accounts", bearer: null, ("Authorization", $"Bearer {token}"));
            answer.ShouldBeRefused(401, "invalid_token");
        }
    }

    private async Task<List<JsonElement>> KeysAsync()
    {
        var metadata = await demo.Http().GetAsync(".well-known/oauth-authorization-server");
        return [.. (await demo.Http().GetAsync(metadata.Must("jwks_uri"))).Json.GetProperty("keys").EnumerateArray()];
    }

    private static IEnumerable<byte[]> PublicKeyAsBytes(JsonElement jwk)
    {
        byte[] Coordinate(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
        var point = new ECPoint { X = Coordinate("x"), Y = Coordinate("y") };
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        yield return key.ExportSubjectPublicKeyInfo();
        yield return Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        yield return Encoding.UTF8.GetBytes(jwk.GetRawText());
        yield return [.. point.X!, .. point.Y!];
    }

    private async Task<string> FirstAccountAsync(ResourceOwner.Person person)
    {
        var page = await person.Browser.GoAsync(demo.Client().Ask().Address);
        return page.Form("consent").Choices("account")[0].Value;
    }

    // Everything that the caller sees, but for the trace and the address that he asked for.
    private static string Comparable(Answer answer)
    {
        var members = answer.Json.EnumerateObject().Where(member => member.Name is not ("traceId" or "instance")).Select(member => member.ToString());
        var headers = answer.Headers.Where(header => header.Key is not "Date").Select(header => $"{header.Key}: {header.Value}");
        return string.Join('\n', [$"{answer.Status}", .. headers, .. members]);
    }
}
