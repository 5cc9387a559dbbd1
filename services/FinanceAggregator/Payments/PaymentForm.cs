using System.Globalization;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>What somebody typed who wants to pay, as it was typed.</summary>
internal sealed class PaymentForm
{
    /// <summary>Made with the form: a form that is sent twice is one payment.</summary>
    public string? Key { get; set; }

    public string? Creditor { get; set; }

    public string? Iban { get; set; }

    public string? Amount { get; set; }

    public string? Reference { get; set; }

    /// <summary>What is wrong, by field; empty when it can be paid.</summary>
    public Dictionary<string, string> Mistakes()
    {
        var mistakes = new Dictionary<string, string>();
        if ((Creditor ?? "").Trim() is not { Length: > 0 and <= 70 })
            mistakes[nameof(Creditor)] = "Say who gets the money, in at most 70 characters.";
        if (!Payments.Iban.IsValid(Payments.Iban.Normal(Iban)))
            mistakes[nameof(Iban)] = string.IsNullOrWhiteSpace(Iban) ? "Write the IBAN as it stands on the bill." : "This is no valid IBAN: its check digits do not fit. Compare it with the bill.";
        if (Parsed is not { } amount)
            mistakes[nameof(Amount)] = "Write the amount in euros, for example 12.50.";
        else if (amount is < 0.01m or > 10_000m)
            mistakes[nameof(Amount)] = "It can be from 0.01 to 10,000.00 euros.";
        if ((Reference ?? "").Trim().Length > 140)
            mistakes[nameof(Reference)] = "At most 140 characters.";
        return mistakes;
    }

    public PaymentOrder Order() => new(
        new(Parsed!.Value.ToString("0.00", CultureInfo.InvariantCulture), "EUR"), Creditor!.Trim(), new(Payments.Iban.Normal(Iban)), (Reference ?? "").Trim());

    // 1234.5, 1,234.50 and 12,50 are meant as they look; what could be read in two ways is not guessed at.
    private decimal? Parsed
    {
        get
        {
            var text = (Amount ?? "").Trim().TrimStart('€').Trim();
            if (text.LastIndexOf(',') is >= 0 and var comma && comma == text.Length - 3 && !text.Contains('.', StringComparison.Ordinal) && text.IndexOf(',', StringComparison.Ordinal) == comma)
                text = text.Replace(',', '.');
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount)
                && decimal.Round(amount, 2) == amount ? amount : null;
        }
    }
}
