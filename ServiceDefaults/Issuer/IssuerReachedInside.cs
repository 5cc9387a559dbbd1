namespace OAuthDemo.ServiceDefaults.Issuer;

/// <summary>
/// Sends a back-channel call that is addressed to the issuer to the place where the issuer is reached from inside. One
/// issuer then serves a browser, a container and a test, although each of them finds it elsewhere.
/// </summary>
public sealed class IssuerReachedInside(IssuerAddress address) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } asked || address is not { Configured: { } issuer, Inside: { } inside } || !issuer.IsBaseOf(asked))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        request.Headers.Host ??= asked.Authority;
        request.RequestUri = new Uri(inside, issuer.MakeRelativeUri(asked));
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whoever reads the request afterwards sees the address that was asked for.
            request.RequestUri = asked;
        }
    }
}
