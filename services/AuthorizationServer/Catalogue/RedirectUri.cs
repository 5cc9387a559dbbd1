using System.Net;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>Whether an answer may be sent to an address.</summary>
internal static class RedirectUri
{
    /// <summary>
    /// Compared character by character (RFC 9700 §2.1). A native app may be given any port on the loopback address, since
    /// it cannot know which one is free (RFC 8252 §7.3); everything else must still be equal.
    /// </summary>
    public static bool IsRegistered(BankClient client, string requested) => client.RedirectUris.Any(registered =>
        string.Equals(registered, requested, StringComparison.Ordinal) || (client.IsNative && DiffersInPortOnly(registered, requested)));

    private static bool DiffersInPortOnly(string registered, string requested) =>
        Uri.TryCreate(registered, UriKind.Absolute, out var here)
        && here.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(here.Host, out var address) && IPAddress.IsLoopback(address)
        && Uri.TryCreate(requested, UriKind.Absolute, out var there)
        && string.Equals(requested, WithPort(registered, here, there.Port), StringComparison.Ordinal);

    /// <summary>Writes the port into the registered text itself, so that nothing that a parser forgives can slip through.</summary>
    private static string WithPort(string registered, Uri uri, int port)
    {
        var afterHost = registered.IndexOf(uri.Host, StringComparison.Ordinal) + uri.Host.Length;
        var path = registered.IndexOf('/', afterHost);
        return path < 0 ? $"{registered[..afterHost]}:{port}" : $"{registered[..afterHost]}:{port}{registered[path..]}";
    }
}
