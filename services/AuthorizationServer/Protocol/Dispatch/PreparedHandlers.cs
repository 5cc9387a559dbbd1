using System.Collections.Concurrent;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Dispatch;

/// <summary>Which handlers belong to which event, found once for each set of options.</summary>
/// <param name="services">The root of all services: filters, and handlers that need nothing of a request, are taken from it once.</param>
internal sealed class PreparedHandlers(IServiceProvider services)
{
    private Preparation _latest = new(new());

    public PreparedHandler<TContext>[] Of<TContext>(OpenIddictServerOptions options)
        where TContext : BaseContext
    {
        var latest = _latest;
        if (latest.Options != options) // the engine has read its keys or scopes anew
            _latest = latest = new(options);
        return latest.Handlers.TryGetValue(typeof(TContext), out var handlers)
            ? (PreparedHandler<TContext>[])handlers
            : (PreparedHandler<TContext>[])latest.Handlers.GetOrAdd(typeof(TContext), Prepare<TContext>(options));
    }

    private PreparedHandler<TContext>[] Prepare<TContext>(OpenIddictServerOptions options)
        where TContext : BaseContext =>
        [.. options.Handlers.Where(handler => handler.ContextType == typeof(TContext)).OrderBy(handler => handler.Order).Select(handler => new PreparedHandler<TContext>(handler, services))];

    private sealed record Preparation(OpenIddictServerOptions Options)
    {
        public ConcurrentDictionary<Type, object> Handlers { get; } = [];
    }
}
