using System.Diagnostics;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>
/// How the two sides of a request know that they tell of the same one, and what was asked while it was being answered: by an
/// entry in <c>tracestate</c> (W3C Trace Context §3.3), which travels beside the protocol and is no part of it.
/// </summary>
internal readonly record struct ExchangeTrace(string Id, bool Sent)
{
    private const string Vendor = "oauthdemo";

    public static ExchangeTrace? Current => Read(Activity.Current?.TraceStateString);

    public string In(string? others)
    {
        var own = $"{Vendor}={(Sent ? 's' : 'r')}{Id}";
        var rest = (others ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(entry => !entry.StartsWith(Vendor + "=", StringComparison.Ordinal)).Take(31);
        return string.Join(',', rest.Prepend(own));
    }

    private static ExchangeTrace? Read(string? state)
    {
        var entry = state?.Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(candidate => candidate.StartsWith(Vendor + "=", StringComparison.Ordinal))?[(Vendor.Length + 1)..];
        return entry is { Length: 17 } && entry[0] is 's' or 'r' && entry[1..].All(char.IsAsciiHexDigitLower)
            ? new ExchangeTrace(entry[1..], entry[0] == 's')
            : null;
    }
}
