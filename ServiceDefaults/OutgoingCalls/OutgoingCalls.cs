using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using OAuthDemo.ServiceDefaults.Issuer;
using Polly;

namespace OAuthDemo.ServiceDefaults.OutgoingCalls;

/// <summary>How this service calls others.</summary>
public static class OutgoingCalls
{
    /// <summary>
    /// Leaves a client without retries, hedging and circuit breaker: for token requests, and for any call that must be
    /// answered or fail at once. A retried token request replays the code, which looks like theft (RFC 6749 §10.5).
    /// </summary>
    public static IHttpClientBuilder NeverRetried(this IHttpClientBuilder client)
    {
#pragma warning disable EXTEXP0001 // The only way to take back a handler that the defaults of all clients added.
        return client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    internal static void AddOutgoingCalls(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(client =>
        {
            client.AddHttpMessageHandler<IssuerReachedInside>();
            client.AddStandardResilienceHandler(Calm);
            client.AddServiceDiscovery();
        });
    }

    private static void Calm(HttpStandardResilienceOptions options)
    {
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(30);

        // Only what may be repeated without harm: a POST to the token endpoint never is.
        var wouldRetry = options.Retry.ShouldHandle;
        options.Retry.ShouldHandle = async attempt =>
            MayRepeat(attempt.Context.GetRequestMessage()?.Method) && await wouldRetry(attempt).ConfigureAwait(false);
    }

    private static bool MayRepeat(HttpMethod? method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options;
}
