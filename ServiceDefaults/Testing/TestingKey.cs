using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.ServiceDefaults.Testing;

/// <summary>Who holds it may use the testing API. It is the setting <c>Testing:Key</c>, or else made at the start and printed once.</summary>
public sealed class TestingKey
{
    private readonly byte[] _digest;

    /// <summary>Takes the setting, or makes a key.</summary>
    public TestingKey(IConfiguration configuration)
    {
        var given = configuration["Testing:Key"];
        Value = string.IsNullOrEmpty(given) ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)) : given;
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(Value));
        if (string.IsNullOrEmpty(given))
            Console.WriteLine($"The testing API is open to whoever sends: Authorization: Bearer {Value}");
    }

    /// <summary>The key itself, for whoever hands it on.</summary>
    public string Value { get; }

    /// <summary>Lets a request on that brings the key (RFC 6750 §2.1), and refuses every other one.</summary>
    public Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.Authorization.ToString() is { } sent && sent.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(sent["Bearer ".Length..].Trim()))))
            return next(http);

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"testing\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, "testing.key", "The testing API opens to its key alone: Authorization: Bearer, a space, the key.").ExecuteAsync(http);
    }
}
