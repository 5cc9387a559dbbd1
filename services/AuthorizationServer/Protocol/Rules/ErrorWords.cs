using System.Globalization;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// In development an error also names the section of the RFC that was broken; it never sends a developer to the engine's own
/// website.
/// </summary>
internal sealed class ErrorWords(IHostEnvironment environment) : IOpenIddictServerHandler<ProcessErrorContext>, IOpenIddictServerHandler<ProcessChallengeContext>
{
    // By the number of the engine's message, which stands at the end of the address of its explanation.
    private static readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal)
    {
        ["ID2001"] = "RFC 6749 §5.2",
        ["ID2003"] = "RFC 6749 §5.2",
        ["ID2010"] = "RFC 6749 §4.1.2",
        ["ID2012"] = "RFC 9700 §4.14.2",
        ["ID2016"] = "RFC 6749 §4.1.2",
        ["ID2018"] = "RFC 6749 §6",
        ["ID2020"] = "RFC 6749 §4.1.2",
        ["ID2022"] = "RFC 9700 §4.14.2",
        ["ID2029"] = "RFC 6749 §3",
        ["ID2032"] = "RFC 6749 §3",
        ["ID2053"] = "RFC 6749 §2.1",
        ["ID2054"] = "RFC 9700 §2.1.1",
        ["ID2055"] = "RFC 6749 §2.3.1",
        ["ID2069"] = "RFC 6749 §4.1.3",
        ["ID2071"] = "RFC 6749 §6",
        ["ID2072"] = "RFC 6749 §4.1.3",
        ["ID2073"] = "RFC 9700 §4.8.2",
        ["ID2087"] = "RFC 6749 §2.3",
        ["ID2198"] = "RFC 6749 §3.2.1",
    };

    public ValueTask HandleAsync(ProcessErrorContext context)
    {
        if (environment.IsDevelopment() && context.ErrorUri is { } uri && _sections.TryGetValue(uri[(uri.LastIndexOf('/') + 1)..], out var section))
            context.ErrorDescription = $"{context.ErrorDescription} ({InAscii(section)})";
        context.ErrorUri = null;
        // An assertion that proves nothing leaves the client unproven (RFC 7521 §4.2), whatever is wrong with it as a token.
        if (context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!) is { ClientAssertion: not null, ClientAssertionPrincipal: null })
            context.Error = OpenIddictConstants.Errors.InvalidClient;
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ProcessChallengeContext context)
    {
        context.Response.ErrorUri = null;
        return ValueTask.CompletedTask;
    }

    // An error_description has no letters beyond ASCII (RFC 6749 §5.2).
    private static string InAscii(string section) => section.Replace("§", "section ", ignoreCase: false, CultureInfo.InvariantCulture);
}
