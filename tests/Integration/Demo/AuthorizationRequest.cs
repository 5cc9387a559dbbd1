using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Integration.Demo;

/// <summary>
/// An authorization request (RFC 6749 §4.1.1 with PKCE), correct until a test bends it. It asks for the consent page even where
/// the bank remembers a consent, so that tests do not depend on each other.
/// </summary>
public sealed record AuthorizationRequest
{
    private readonly Uri _issuer;

    internal AuthorizationRequest(Uri issuer, TestClient client, IEnumerable<string> scopes)
    {
        _issuer = issuer;
        Parameters =
        [
            new("response_type", "code"),
            new("client_id", client.Id),
            new("redirect_uri", client.RedirectUri),
            new("scope", string.Join(' ', scopes)),
            new("state", RandomText()),
            new("nonce", RandomText()),
            new("prompt", "consent"),
            new("code_challenge", ChallengeOf(Verifier)),
            new("code_challenge_method", "S256"),
        ];
    }

    /// <summary>The secret behind the code challenge.</summary>
    public string Verifier { get; private init; } = RandomText();

    /// <summary>What is sent, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private init; }

    /// <summary>The first value of a parameter, or null.</summary>
    public string? this[string name] => Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value;

    /// <summary>The address that a client sends the browser to.</summary>
    public Uri Address => new(_issuer, $"connect/authorize?{Query}");

    /// <summary>The parameters as a query.</summary>
    public string Query => string.Join('&', Parameters.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>With this value instead of the one it has.</summary>
    public AuthorizationRequest With(string name, string value) => Without(name).WithAnother(name, value);

    /// <summary>With this value beside the one it has.</summary>
    public AuthorizationRequest WithAnother(string name, string value) => this with { Parameters = [.. Parameters, new(name, value)] };

    /// <summary>Without these parameters.</summary>
    public AuthorizationRequest Without(params string[] names) => this with { Parameters = [.. Parameters.Where(p => !names.Contains(p.Name))] };

    /// <summary>With another verifier, and the challenge that belongs to it.</summary>
    public AuthorizationRequest WithVerifier(string verifier) =>
        (this with { Verifier = verifier }).With("code_challenge", ChallengeOf(verifier));

    /// <summary>The S256 challenge of a verifier (RFC 7636 §4.2).</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
