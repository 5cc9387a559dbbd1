using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Dispatch;

/// <summary>A handler of one event, and the filters that say when it is asked.</summary>
internal sealed class PreparedHandler<TContext>(OpenIddictServerHandlerDescriptor descriptor, IServiceProvider root)
    where TContext : BaseContext
{
    private readonly IOpenIddictServerHandler<TContext>? _always = (IOpenIddictServerHandler<TContext>?)(descriptor.ServiceDescriptor.Lifetime == ServiceLifetime.Singleton
        ? descriptor.ServiceDescriptor.ImplementationInstance ?? root.GetRequiredService(descriptor.ServiceDescriptor.ServiceType)
        : null);

    public IOpenIddictServerHandlerFilter<TContext>[] Filters { get; } = [.. descriptor.FilterTypes.Select(type => (IOpenIddictServerHandlerFilter<TContext>)root.GetRequiredService(type))];

    /// <param name="scope">The services of the request.</param>
    public IOpenIddictServerHandler<TContext> Handler(IServiceProvider scope) =>
        _always ?? (IOpenIddictServerHandler<TContext>)scope.GetRequiredService(descriptor.ServiceDescriptor.ServiceType);
}
