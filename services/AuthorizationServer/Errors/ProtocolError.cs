namespace OAuthDemo.AuthorizationServer.Errors;

/// <summary>
/// Why a request of the front channel was refused without being sent back to a client. The error page reads it from
/// <c>HttpContext.Features</c>; rule and section are set only where they may be shown (in development).
/// </summary>
/// <param name="Error">The error code of RFC 6749 §4.1.2.1, for example <c>invalid_request</c>.</param>
/// <param name="Description">What was wrong, for a person who reads it.</param>
/// <param name="Rule">The rule that was broken, in one sentence.</param>
/// <param name="RfcSection">Where the rule stands, for example <c>RFC 9700 §2.1</c>.</param>
/// <param name="ClientName">The name of the client that asked, when it is known.</param>
internal sealed record ProtocolError(string Error, string Description, string? Rule = null, string? RfcSection = null, string? ClientName = null);
