using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace OAuthDemo.AllInOne.Front;

/// <summary>The server of a gateway that has no port of its own: it is given requests that came in at the street.</summary>
internal sealed class InnerDoor : IServer
{
    private Func<IFeatureCollection, Task>? _serve;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _serve = features => ServeAsync(application, features);
        return Task.CompletedTask;
    }

    /// <summary>Serves a request as if it had come to <paramref name="path"/>, below <paramref name="pathBase"/>.</summary>
    public async Task ServeAsync(HttpContext http, string pathBase, string path)
    {
        var (request, own) = (http.Features.GetRequiredFeature<IHttpRequestFeature>(), OwnFeatures(http));
        var (outerBase, outerPath) = (request.PathBase, request.Path);
        (request.PathBase, request.Path) = (pathBase, path);
        try
        {
            await (_serve ?? throw new InvalidOperationException("The gateway has not started."))(own);
        }
        finally
        {
            (request.PathBase, request.Path) = (outerBase, outerPath);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static async Task ServeAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
            // What is still to be done when the answer starts belongs to this context, and has to be done before it goes.
            await features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
            application.DisposeContext(context, null);
        }
        catch (Exception failure)
        {
            application.DisposeContext(context, failure);
            throw;
        }
    }

    // What the connection is; not what the street's own pipeline has made of the request.
    private static FeatureCollection OwnFeatures(HttpContext http)
    {
        var own = new FeatureCollection();
        foreach (var (type, feature) in http.Features)
            if (type != typeof(IServiceProvidersFeature) && type != typeof(IEndpointFeature) && type != typeof(IRouteValuesFeature)
                && type != typeof(IQueryFeature) && type != typeof(IItemsFeature))
                own[type] = feature;
        return own;
    }
}
