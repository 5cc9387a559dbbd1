using System.Security.Claims;
using System.Text.Json;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;

namespace OAuthDemo.BankApi.Payments;

/// <summary>Who is to get how much.</summary>
/// <param name="InstructedAmount">How much.</param>
/// <param name="CreditorName">Who gets it.</param>
/// <param name="CreditorAccount">Into which account.</param>
/// <param name="RemittanceInformation">What for.</param>
internal sealed record PaymentOrder(
    InstructedAmount InstructedAmount, string CreditorName, CreditorAccount CreditorAccount, string? RemittanceInformation = null)
{
    // The type of the authorization details that the person agreed to (RFC 9396).
    public const string Type = "payment_initiation";

    public long? Cents => Money.Cents(InstructedAmount.Amount);

    // The one payment that the person saw on the consent page, or null when this token is for none.
    public static PaymentOrder? AgreedIn(ClaimsPrincipal token) =>
        token.Details(Type).ToList() is [var detail] ? detail.Deserialize<PaymentOrder>(JsonSerializerOptions.Web) : null;

    // 12.5 is 12.50, and an IBAN may be written in groups of four. Nothing else may differ.
    public bool IsSameAs(PaymentOrder other) =>
        Cents is not null && Cents == other.Cents && InstructedAmount.Currency == other.InstructedAmount.Currency
        && CreditorName == other.CreditorName && CreditorAccount.Compact == other.CreditorAccount.Compact
        && (RemittanceInformation ?? "") == (other.RemittanceInformation ?? "");
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">A decimal string above zero, such as 12.50.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record InstructedAmount(string Amount, string Currency);

/// <summary>The account that money goes to.</summary>
/// <param name="Iban">Its international number.</param>
internal sealed record CreditorAccount(string Iban)
{
    internal string Compact => Iban.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
