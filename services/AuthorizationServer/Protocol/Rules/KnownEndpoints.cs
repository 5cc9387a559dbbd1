using System.Collections.Concurrent;
using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace OAuthDemo.AuthorizationServer.Protocol.Rules;

/// <summary>
/// Which endpoint a request is for. The engine puts together the address of each of its endpoints to compare it with the request's; here the issuer is
/// the same for all requests, so what it once found of a path stays true.
/// </summary>
internal sealed class KnownEndpoints : IOpenIddictServerHandler<ProcessRequestContext>
{
    private readonly InferEndpointType _engine = new();

    // Only paths of endpoints come in here, and the engine does not mind their case: strangers cannot fill it.
    private readonly ConcurrentDictionary<string, OpenIddictServerEndpointType> _known = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask HandleAsync(ProcessRequestContext context)
    {
        var path = context.Transaction.GetHttpRequest()!.Path.Value ?? "";
        if (_known.TryGetValue(path, out var endpoint))
        {
            context.EndpointType = endpoint;
            return;
        }

        await _engine.HandleAsync(context);
        if (context.EndpointType is not OpenIddictServerEndpointType.Unknown)
            _known[path] = context.EndpointType;
    }
}
