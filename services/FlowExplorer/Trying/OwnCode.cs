using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>
/// Attempts that need a code to which somebody really agreed. The person allows a native client (RFC 8252) at the bank; its
/// answer comes to an address of the explorer, which then does with the code what a thief would.
/// </summary>
internal sealed class OwnCode(Trial trial, Addresses addresses, TimeProvider time)
{
    private const string ClientId = "walkthrough";
    private const int MostWaiting = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Waiting> all = new(StringComparer.Ordinal);

    /// <summary>Prepares the request that the person is to answer.</summary>
    /// <param name="misuse">What is to be done with the code.</param>
    /// <param name="callback">The redirect URI.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Where her browser has to go.</returns>
    public async Task<string> BeginAsync(Misuse misuse, string callback, CancellationToken cancellation)
    {
        foreach (var (old, one) in all) if (one.Until < time.GetUtcNow()) all.TryRemove(old, out _);
        if (all.Count >= MostWaiting) return "/";

        var (state, verifier) = (Random(), Random());
        Parameter[] request =
        [
            new("response_type", "code"), new("client_id", ClientId), new("redirect_uri", callback), new("scope", "accounts:read"),
            new("state", state),
            new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), new("code_challenge_method", "S256"),
        ];
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["code_verifier"] = verifier, ["other_verifier"] = Random(), ["state"] = state };
        if (misuse.IsOfRequest)
        {
            var push = new Attempt("", "", "pushed_authorization_request", "POST", "/connect/par", [.. request.Select(field => field.Name == "state" ? field with { Value = "{state}" } : field)]);
            await trial.RunAsync(push, beside: null, known, cancellation);
            request = [new("client_id", ClientId), new("request_uri", known.GetValueOrDefault("request_uri", ""))];
        }

        all[state] = new Waiting(misuse, callback, known, time.GetUtcNow() + Patience);
        return addresses.Bank + "/connect/authorize" + QueryString.Create(request.Select(field => KeyValuePair.Create(field.Name, (string?)field.Value)));
    }

    /// <summary>Misuses the code that the bank's answer brought.</summary>
    /// <returns>
    /// Where it can be seen: at that address, because the bank's page lets its form lead there and nowhere else.
    /// </returns>
    public async Task<string?> EndAsync(string state, string? code, CancellationToken cancellation)
    {
        if (!all.TryRemove(state, out var one) || one.Until < time.GetUtcNow()) return null;
        if (code is null) return "/";

        one.Known["code"] = code;
        var (exchange, _) = await trial.RunAsync(one.Misuse.With(Redeem(one.Callback), ClientId), beside: null, one.Known, cancellation);
        return $"/flows/{exchange}/{exchange}";
    }

    private static Attempt Redeem(string callback) => new("", "", "token_request", "POST", "/connect/token",
    [
        new("grant_type", "authorization_code"), new("code", "{code}"), new("redirect_uri", callback),
        new("code_verifier", "{code_verifier}"), new("client_id", ClientId),
    ]);

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private sealed record Waiting(Misuse Misuse, string Callback, Dictionary<string, string> Known, DateTimeOffset Until);
}
