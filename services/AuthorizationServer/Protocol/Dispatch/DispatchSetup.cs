using OpenIddict.Server;

namespace OAuthDemo.AuthorizationServer.Protocol.Dispatch;

internal static class DispatchSetup
{
    /// <summary>Lets the engine's events pass through <see cref="Dispatcher"/>. Comes after all handlers.</summary>
    public static void AddDispatch(this IServiceCollection services)
    {
        services.AddSingleton<PreparedHandlers>();
        services.AddScoped<IOpenIddictServerDispatcher, Dispatcher>();
        // A handler keeps nothing from one event to the next. Making it is quicker than looking for the one that the request has made already.
        for (var index = 0; index < services.Count; index++)
            if (services[index] is { Lifetime: ServiceLifetime.Scoped } service && IsHandler(service.ServiceType))
                services[index] = service.ImplementationFactory is { } factory
                    ? new(service.ServiceType, factory, ServiceLifetime.Transient)
                    : new(service.ServiceType, service.ImplementationType!, ServiceLifetime.Transient);
    }

    private static bool IsHandler(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IOpenIddictServerHandler<>));
}
