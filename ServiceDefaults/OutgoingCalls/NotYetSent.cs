namespace OAuthDemo.ServiceDefaults.OutgoingCalls;

/// <summary>
/// An instance that has just died is still on the list of service discovery. When no connection could be made, not a byte was sent; so the next instance
/// is asked, whatever the request is, and no code is replayed by that.
/// </summary>
internal sealed class NotYetSent : DelegatingHandler
{
    private const int Attempts = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError && attempt < Attempts)
            {
            }
        }
    }
}
