using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>
/// One payment to agree to: <c>authorization_details</c> of type <c>payment_initiation</c> (RFC 9396 §2, the fields as in its examples).
/// </summary>
/// <param name="InstructedAmount">How much.</param>
/// <param name="CreditorName">Who gets it.</param>
/// <param name="CreditorAccount">The account it goes to.</param>
/// <param name="RemittanceInformation">What the creditor recognises it by.</param>
internal sealed record PaymentOrder(Money InstructedAmount, string CreditorName, CreditorAccount CreditorAccount, string? RemittanceInformation = null)
{
    public const string TypeName = "payment_initiation";

    private const decimal Most = 10_000;
    private const string Currency = "EUR";

    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = TypeName;

    /// <exception cref="FormatException">Says what is wrong with it.</exception>
    public static PaymentOrder Parse(string authorizationDetails) => (AuthorizationDetails.Read<PaymentOrder>(authorizationDetails) ?? throw new FormatException(
        $"The authorization_details must be a list of one object of type {TypeName} with instructedAmount, creditorName, creditorAccount and nothing that is unknown.")).Checked();

    /// <summary>The <c>authorization_details</c>, always in the same spelling.</summary>
    public string ToJson() => AuthorizationDetails.Write(this);

    private PaymentOrder Checked() =>
        Type != TypeName ? throw new FormatException($"The only type of authorization_details is {TypeName}.")
        : InstructedAmount.Currency != Currency ? throw new FormatException($"The currency must be {Currency}.")
        : !IsAmount(InstructedAmount.Amount) ? throw new FormatException($"The amount must be a decimal text such as 12.50, above 0 and at most {Most.ToString(CultureInfo.InvariantCulture)}.")
        : CreditorName.Trim().Length is 0 or > 70 ? throw new FormatException("The creditorName must have 1 to 70 characters.")
        : !IsIban(CreditorAccount.Iban) ? throw new FormatException("The iban is not valid.")
        : RemittanceInformation?.Length > 140 ? throw new FormatException("The remittanceInformation must have at most 140 characters.")
        : this;

    private static bool IsAmount(string text) =>
        text.Length <= 9 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && amount is > 0 and <= Most && amount.Scale <= 2;

    // ISO 13616: the first four characters go to the end, letters become numbers, and the remainder by 97 is 1.
    private static bool IsIban(string text)
    {
        var iban = text.Replace(" ", "", StringComparison.Ordinal);
        if (iban.Length is < 15 or > 34 || !iban.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter)))
            return false;
        var digits = string.Concat((iban[4..] + iban[..4]).Select(letter => char.IsAsciiDigit(letter) ? $"{letter}" : $"{letter - 'A' + 10}"));
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97 == 1;
    }
}

/// <param name="Amount">A decimal, e.g. <c>12.50</c>.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record Money(string Amount, string Currency);

/// <param name="Iban">ISO 13616.</param>
internal sealed record CreditorAccount(string Iban);
