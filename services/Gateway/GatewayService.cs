using OAuthDemo.Gateway.Backends;
using OAuthDemo.Gateway.Edge;
using OAuthDemo.Gateway.RateLimits;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

namespace OAuthDemo.Gateway;

/// <summary>The gateway as a whole: for its own program, and for a host that runs it among others.</summary>
public sealed class GatewayService
{
    /// <summary>Builds it; it does not listen yet.</summary>
    /// <param name="args">Settings as on the command line.</param>
    /// <param name="amend">Changes the builder before the service is added to it.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? amend = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        amend?.Invoke(builder);

        builder.AddServiceDefaults();
        builder.AddProtocolSteps(ProtocolRole.Gateway);
        builder.AddEdge();
        builder.AddBrowserClients();
        builder.AddRateLimits();
        builder.AddBackends();

        var app = builder.Build();

        app.UseServiceDefaults(Edge.Edge.OwnPages);
        app.UseEdgeSteps();
        app.UseCors();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapBackends();

        return app;
    }
}
