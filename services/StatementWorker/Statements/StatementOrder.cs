using System.Text.Json;

namespace OAuthDemo.StatementWorker.Statements;

/// <summary>A statement that is due, as the bank names it.</summary>
internal sealed record StatementOrder(string Account, string Month)
{
    /// <summary>The same as authorization details of the type <c>statement</c> (RFC 9396 §2).</summary>
    public string ToAuthorizationDetails() => JsonSerializer.Serialize(new[] { new { type = "statement", account = Account, month = Month } });
}
