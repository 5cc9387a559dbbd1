using Aspire.Hosting.ApplicationModel;
using OAuthDemo.Aspire;

namespace Aspire.Hosting;

/// <summary>Tells other resources about the bank.</summary>
public static class OAuthDemoReferenceExtensions
{
    /// <summary>
    /// Injects the issuer as <c>OAuthDemo__{name}__Issuer</c> (configuration <c>OAuthDemo:{name}:Issuer</c>) and the address for service
    /// discovery. Injects no secret. Where the AppHost is published it injects nothing.
    /// </summary>
    /// <param name="builder">The resource that needs the bank.</param>
    /// <param name="bank">The bank.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<OAuthDemoResource> bank)
        where TDestination : IResourceWithEnvironment => builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder
            : builder.WithReference((IResourceBuilder<IResourceWithServiceDiscovery>)bank)
                .WithEnvironment(Variable(bank, "Issuer"), bank.Resource.Issuer);

    /// <summary>
    /// Injects the credentials of one client, as <c>OAuthDemo__{name}__ClientId</c> and <c>OAuthDemo__{name}__ClientSecret</c>. A public
    /// client has no secret. Where the AppHost is published it injects nothing.
    /// </summary>
    /// <param name="builder">The resource that is the client.</param>
    /// <param name="bank">The bank.</param>
    /// <param name="clientId">A client that was registered with <c>WithClient</c>.</param>
    /// <exception cref="ArgumentException">There is no such client.</exception>
    public static IResourceBuilder<TDestination> WithClientCredentials<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<OAuthDemoResource> bank, string clientId)
        where TDestination : IResourceWithEnvironment
    {
        var secret = bank.Resource.GetClientSecret(clientId);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode ? builder : builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[Variable(bank, "ClientId")] = clientId;
            if (secret is not null)
                context.EnvironmentVariables[Variable(bank, "ClientSecret")] = secret;
        });
    }

    private static string Variable(IResourceBuilder<OAuthDemoResource> bank, string key) => $"OAuthDemo__{bank.Resource.Name}__{key}";
}
