using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>A message in words: over whom it went, what it is called, what it did.</summary>
/// <param name="Way">The roles that it passed, as css classes.</param>
internal sealed record PaymentStory(string[] Way, string Title, string Text)
{
    private static readonly string[] _toBank = ["client", "bank"];
    private static readonly string[] _byBrowser = ["client", "owner", "bank"];
    private static readonly string[] _back = ["bank", "owner", "client"];
    private static readonly string[] _toApi = ["client", "api"];
    private static readonly string[] _fromApi = ["api", "client"];

    private static readonly PaymentStory _carried = new(_byBrowser, "Authorization request",
        "Your browser carried only Tidepool's name and that number to the bank. Amount and account number stood in no address, where histories and logs would keep them and where they could be changed.");

    private static readonly PaymentStory _handedIn = new(_toApi, "Payment",
        "POST /api/payments, with the access token. The bank compares it word for word with what you agreed to.");

    public static IEnumerable<PaymentStory> Of(PaymentMessage message) => message.Kind switch
    {
        "asked" =>
        [
            new(_toBank, "Pushed authorization request",
                "On the direct line Tidepool handed its question to the bank: payments:write, and the payment word for word as authorization_details. The bank answered with a number for it, the request_uri."),
            _carried,
        ],
        "step-up" =>
        [
            new(_toBank, "Pushed authorization request, once more",
                $"By itself Tidepool asked again for the same payment, this time with {message.Said}: let her sign in afresh. The bank remembers what you agreed to and asks only for that."),
            _carried,
        ],
        "once-more" =>
        [
            new(_toBank, "Pushed authorization request, once more", "Tidepool asked for another token for the same payment. The bank remembers what you agreed to and asks for nothing."),
            _carried,
        ],
        "token" =>
        [
            new(_back, "Authorization response", "You agreed. Your browser brought a code back, which Tidepool exchanged on the direct line for an access token that is good for this one payment."),
        ],
        "too-old" =>
        [
            _handedIn,
            new(_fromApi, "401 insufficient_user_authentication", $"You signed in too long ago for moving money: {message.Said}. Nothing was paid yet."),
        ],
        "scope" => [_handedIn, new(_fromApi, "403 insufficient_scope", $"The token does not allow that; it takes {message.Said}. Nothing was paid yet.")],
        "over" => [_handedIn, new(_fromApi, "401 invalid_token", "The token's few minutes were over. Nothing was paid yet.")],
        "no-answer" => [_handedIn, new(_fromApi, "No answer", "The bank did not answer, so Tidepool does not know. Asking again is safe.")],
        "refused" => [_handedIn, new(_fromApi, "Refused", $"The bank refused: {message.Said}.")],
        "paid" => [_handedIn, new(_fromApi, "201 Created", $"The bank has made the payment, as number {message.Said}.")],
        "paid-before" => [_handedIn, new(_fromApi, "200 OK", $"The bank had made this payment before, as number {message.Said}, and did not make it twice.")],
        "denied" => [new(_back, "Authorization response", "You said no: access_denied.")],
        _ => [new(_back, "Error", $"It did not come to a decision: {message.Said}.")],
    };

    /// <summary>An error code of the bank in words, as far as Tidepool knows it.</summary>
    public static string ReasonOf(string code) => code switch
    {
        "payment.insufficientFunds" => "There is not enough in the account that you chose.",
        "payment.currency" => "The account that you chose does not pay in this currency.",
        "payment.differs" => "The bank says that this is not the payment you agreed to.",
        "unreachable" => "The bank does not answer just now.",
        "unconfirmed" => "The bank has not confirmed it in time. It may have been paid or not: look into your account before you pay it again.",
        "too_many_attempts" => "The bank asked for a fresh sign-in again and again, so Tidepool stopped.",
        _ => "The bank's reason:",
    };

    public static string NameOf(string role) => role switch
    {
        "client" => "Tidepool",
        "owner" => "your browser",
        "api" => "the bank's API",
        _ => BankSettings.Name,
    };
}
