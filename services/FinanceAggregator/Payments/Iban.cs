namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>An account number that carries its own check digits (ISO 13616).</summary>
internal static class Iban
{
    /// <summary>Without blanks and in capitals, as it is sent.</summary>
    public static string Normal(string? text) => string.Concat((text ?? "").Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();

    /// <summary>In groups of four, as people write it.</summary>
    public static string Spaced(string iban) => string.Join(' ', iban.Chunk(4).Select(group => new string(group)));

    public static bool IsValid(string iban) =>
        iban.Length is >= 15 and <= 34
        && iban.All(char.IsAsciiLetterOrDigit) && iban[..2].All(char.IsAsciiLetterUpper) && iban[2..4].All(char.IsAsciiDigit)
        && Remainder(iban[4..] + iban[..4]) == 1;

    // The whole as one number, letters as 10 to 35, modulo 97 (ISO 7064).
    private static int Remainder(string turned) => turned.Aggregate(0, (remainder, character) =>
        char.IsAsciiDigit(character) ? ((remainder * 10) + character - '0') % 97 : ((remainder * 100) + character - 'A' + 10) % 97);
}
