using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using OAuthDemo.ServiceDefaults.Issuer;
using OAuthDemo.ServiceDefaults.ProtocolSteps;
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

    internal static void AddOutgoingCalls(this IHostApplicationBuilder builder)
    {
        InternalCallsBypassProxy.Install(InternalAddresses(builder.Configuration));
        var services = builder.Services;
        services.AddServiceDiscovery();
        services.AddTransient<SentSteps>();
        services.AddTransient<NotYetSent>();
        services.AddSingleton(provider => TrustedCertificate.Read(provider.GetRequiredService<IConfiguration>()));
        services.ConfigureHttpClientDefaults(client =>
        {
            client.AddHttpMessageHandler<SentSteps>();
            client.AddHttpMessageHandler<IssuerReachedInside>();
            client.AddResilienceHandler("calm", Calm);
            client.AddHttpMessageHandler<NotYetSent>();
            client.AddServiceDiscovery();
            client.ConfigurePrimaryHttpMessageHandler((handler, provider) =>
                provider.GetRequiredService<TrustedCertificate>().ApplyTo(handler));
        });
    }

    private static IEnumerable<string?> InternalAddresses(IConfiguration configuration) =>
    [
        configuration["OAuth:Issuer"],
        configuration["OAuth:InternalAddress"],
        configuration["ProtocolTracing:Endpoint"],
        .. configuration.GetSection("services").AsEnumerable().Select(setting => setting.Value),
        .. configuration.GetSection("Addresses").AsEnumerable().Select(setting => setting.Value),
    ];

    // At most three attempts of ten seconds, in at most thirty. By the machine's own clock: a network does not wait for one that a
    // test has stopped.
    private static void Calm(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        var retry = new HttpRetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.FromMilliseconds(200) };
        var wouldRetry = retry.ShouldHandle;
        // Only what may be repeated without harm: a POST to the token endpoint never is.
        retry.ShouldHandle = async attempt =>
            MayRepeat(attempt.Context.GetRequestMessage()?.Method) && await wouldRetry(attempt).ConfigureAwait(false);

        pipeline.TimeProvider = TimeProvider.System;
        pipeline.AddTimeout(TimeSpan.FromSeconds(30)).AddRetry(retry).AddTimeout(TimeSpan.FromSeconds(10));
    }

    private static bool MayRepeat(HttpMethod? method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options;
}
