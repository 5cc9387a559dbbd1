using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

internal static class ClientSecrets
{
    /// <summary>Also collects what a service itself sends and is answered by others.</summary>
    public static void CollectSecretsOfClients(this IServiceCollection services, SecretCollection secrets) =>
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Collecting(secrets));

    private sealed class Collecting(SecretCollection secrets) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Add(new SecretCollector(secrets));
        };
    }
}
