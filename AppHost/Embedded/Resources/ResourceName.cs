using System.Text.RegularExpressions;

namespace OAuthDemo.AppHost.Embedded;

internal static partial class ResourceName
{
    private const int LongestName = 64;

    [GeneratedRegex("^[A-Za-z](-?[A-Za-z0-9])*\\z")]
    private static partial Regex Pattern { get; }

    public static string Check(string name) => Pattern.IsMatch(name) && name.Length <= LongestName
        ? name
        : throw new DistributedApplicationException(
            $"'{name}' cannot name a resource: use ASCII letters, digits and single hyphens, a letter first, no hyphen last, at most {LongestName} characters.");
}
