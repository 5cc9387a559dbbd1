using System.Text.Json.Nodes;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Unit.ResourceOwner;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("code", "4f1cAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "4f1c…(43)")]
    [InlineData("Input.Password", "alice-demo-1", "…(12)")]
    [InlineData("CODE_VERIFIER", "0123456789012345678901234567890123456789012", "0123…(43)")]
    [InlineData("state", "0123456789012345678901234567890123456789012", "0123456789012345678901234567890123456789012")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")]
    [InlineData("error_description", "", "")]
    public void Secrets_are_shortened_and_nothing_else(string name, string value, string shown) =>
        Redaction.Value(name, value).ShouldBe(shown);

    [Fact]
    public void A_secret_inside_a_return_address_is_shortened_too() =>
        Redaction.Value("returnUrl", "/connect/authorize?client_secret=0123456789abcdef0123&scope=a%20b")
            .ShouldBe("/connect/authorize?client_secret=0123…(20)&scope=a b");

    [Fact]
    public void An_authorization_header_keeps_its_scheme() =>
        Redaction.Authorization("Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln").ShouldBe("Bearer eyJh…(29)");

    [Fact]
    public void Json_is_shortened_however_deep() =>
        Redaction.Json(JsonNode.Parse("""{"a":[{"access_token":"abcdefghijklmnopqrstuvwxyz","scope":"x"}]}"""))!
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe("""{"a":[{"access_token":"abcd…(26)","scope":"x"}]}""");
}
