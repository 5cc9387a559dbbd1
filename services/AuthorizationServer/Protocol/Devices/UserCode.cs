namespace OAuthDemo.AuthorizationServer.Protocol.Devices;

/// <summary>The short code that a person reads from one screen and types at another (RFC 8628 §6.1).</summary>
internal static class UserCode
{
    /// <summary>Consonants only: no code spells a word, and none holds letters that look like digits. 20⁸ codes for ten minutes.</summary>
    public const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    public const int Length = 8;

    /// <summary>Seconds between two questions of the device.</summary>
    public const int PollingInterval = 5;

    /// <summary>Seconds that are added after a question that came too early.</summary>
    public const int SlowDown = 5;

    /// <summary>As it is shown: <c>WDJB-MJHT</c>.</summary>
    public static string Show(string code) => code.Length == Length ? $"{code[..4]}-{code[4..]}" : code;

    /// <summary>As it is compared: lower case, spaces and dashes are forgiven.</summary>
    public static string Normalise(string typed) => string.Concat(typed.ToUpperInvariant().Where(Alphabet.Contains));
}
