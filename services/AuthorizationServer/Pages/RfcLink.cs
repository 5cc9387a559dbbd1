using System.Text.RegularExpressions;

namespace OAuthDemo.AuthorizationServer.Pages;

/// <summary>Where a section such as "RFC 9700 §2.1" can be read.</summary>
internal static partial class RfcLink
{
    public static string? To(string section) => Citation().Match(section) is { Success: true } found
        ? $"https://www.rfc-editor.org/rfc/rfc{found.Groups["number"].Value}#section-{found.Groups["section"].Value}"
        : null;

    [GeneratedRegex(@"^RFC (?<number>\d+) §(?<section>[\d.]+\d)$|^RFC (?<number>\d+) §(?<section>\d)$")]
    private static partial Regex Citation();
}
