using System.Globalization;

namespace OAuthDemo.BankApi.Accounts;

internal static class Money
{
    // Amounts are cents inside and decimal strings outside: a JSON number would pass through binary floating point.
    public static string Text(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
