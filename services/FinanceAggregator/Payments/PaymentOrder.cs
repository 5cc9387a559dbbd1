using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OAuthDemo.FinanceAggregator.Money;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>Money of a currency, as the bank's API writes it: a decimal string.</summary>
internal sealed record InstructedAmount(string Amount, string Currency)
{
    [JsonIgnore]
    public string Shown => new Amount(-decimal.Parse(Amount, CultureInfo.InvariantCulture), Currency).ToString();
}

internal sealed record CreditorAccount(string Iban);

/// <summary>
/// One payment, word for word as the person agrees to it: it stands in the authorization request, and the API compares it with
/// what it is asked to do.
/// </summary>
internal sealed record PaymentOrder(InstructedAmount InstructedAmount, string CreditorName, CreditorAccount CreditorAccount, string RemittanceInformation)
{
    /// <summary>The parameter <c>authorization_details</c>: an array with this one object (RFC 9396 §2).</summary>
    public string AuthorizationDetails()
    {
        var order = JsonSerializer.SerializeToNode(this, JsonSerializerOptions.Web)!.AsObject();
        order.Insert(0, "type", "payment_initiation");
        return new JsonArray(order).ToJsonString();
    }
}
