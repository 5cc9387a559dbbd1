using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OAuthDemo.AuthorizationServer.Protocol.Dispatch;

/// <summary>
/// Passes an event of the engine to its handlers, in their order. The engine's own dispatcher looks through all of its several hundred handlers for each of
/// the two dozen events of a request; which of them belong to an event is known once the options are.
/// </summary>
internal sealed class Dispatcher(IOptionsMonitor<OpenIddictServerOptions> options, PreparedHandlers prepared, IServiceProvider services) : IOpenIddictServerDispatcher
{
    public async ValueTask DispatchAsync<TContext>(TContext context)
        where TContext : BaseContext
    {
        var (request, validating) = (context as BaseRequestContext, context as BaseValidatingContext);
        foreach (var one in prepared.Of<TContext>(options.CurrentValue))
        {
            if (!await IsActiveAsync(one.Filters, context))
                continue;
            await one.Handler(services).HandleAsync(context);
            if (request is { IsRequestHandled: true } or { IsRequestSkipped: true } || validating is { IsRejected: true })
                return;
        }
    }

    private static ValueTask<bool> IsActiveAsync<TContext>(IOpenIddictServerHandlerFilter<TContext>[] filters, TContext context)
        where TContext : BaseContext
    {
        for (var index = 0; index < filters.Length; index++)
        {
            var active = filters[index].IsActiveAsync(context);
            if (!active.IsCompletedSuccessfully)
                return WaitAsync(active, filters, index, context);
            if (!active.Result)
                return new(false);
        }

        return new(true);
    }

    private static async ValueTask<bool> WaitAsync<TContext>(ValueTask<bool> active, IOpenIddictServerHandlerFilter<TContext>[] filters, int index, TContext context)
        where TContext : BaseContext => await active && await IsActiveAsync(filters[(index + 1)..], context);
}
