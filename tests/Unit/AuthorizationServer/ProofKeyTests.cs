using CsCheck;
using OAuthDemo.AuthorizationServer.Protocol.Rules;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>The syntax of proof keys (RFC 7636 §4.1, §4.2).</summary>
public sealed class ProofKeyTests
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    [Fact]
    public void A_verifier_has_43_to_128_unreserved_characters() =>
        Gen.Char[Unreserved].Array[0, 200].Sample(text => ProofKey.IsVerifier(new string(text)) == text.Length is >= 43 and <= 128);

    [Fact]
    public void No_other_character_stands_in_a_verifier() =>
        Gen.Char.Where(character => !Unreserved.Contains(character, StringComparison.Ordinal))
            .Sample(character => !ProofKey.IsVerifier(new string('a', 42) + character));

    [Theory]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", true)] // RFC 7636, appendix B
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=", false)]
    [InlineData("", false)]
    public void A_challenge_is_a_SHA256_digest_in_base64url(string text, bool valid) => ProofKey.IsChallenge(text).ShouldBe(valid);
}
