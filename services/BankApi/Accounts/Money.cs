using System.Globalization;

namespace OAuthDemo.BankApi.Accounts;

internal static class Money
{
    // Amounts are cents inside and decimal strings outside: a JSON number would pass through binary floating point.
    public static string Text(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    // Null for anything but a sum above zero with at most two decimals, such as 12.50: no sign, no exponent, no separator.
    public static long? Cents(string text) =>
        text.Length <= 12 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && amount > 0 && decimal.Round(amount, 2) == amount && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            ? (long)(amount * 100) : null;
}
