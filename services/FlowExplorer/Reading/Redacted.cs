using System.Text.RegularExpressions;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>What services put in the place of a secret: the beginning of its SHA-256 hash, which shows sameness and no more.</summary>
internal static partial class Redacted
{
    public static bool Is(string value) => Fingerprint().IsMatch(value);

    /// <summary>Every fingerprint replaced, for a text in which the reader fills in secrets of his own.</summary>
    public static string Replace(string value, string by) => Fingerprint().Replace(value, _ => by);

    [GeneratedRegex(@"(?:[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.)?sha256:[0-9a-f]{12}|\(hidden\)")]
    private static partial Regex Fingerprint();
}
