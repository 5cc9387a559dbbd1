using System.Text.RegularExpressions;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

internal static partial class Challenge
{
    /// <summary>The error that a <c>WWW-Authenticate</c> header names (RFC 6750 §3).</summary>
    public static string? ErrorOf(string? challenge) =>
        challenge is not null && Error().Match(challenge) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("""error="([a-z_]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Error();
}
