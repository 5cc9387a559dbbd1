using System.Globalization;

namespace OAuthDemo.FinanceAggregator.Money;

/// <summary>An amount of a currency (ISO 4217), as people read it: sign and currency always.</summary>
internal readonly record struct Amount(decimal Value, string Currency)
{
    public override string ToString()
    {
        var sign = Value switch { < 0 => "\u2212", > 0 => "+", _ => "" };
        var symbol = Currency switch { "EUR" => "€", "GBP" => "£", "USD" => "$", _ => Currency + "\u00a0" };
        return $"{sign}{symbol}{Math.Abs(Value).ToString("N2", CultureInfo.InvariantCulture)}";
    }
}
