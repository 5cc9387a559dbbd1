using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.ServiceDefaults;

public static class ServiceDefaults
{
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        return builder;
    }

    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.MapGet("/health", () => "Healthy");
        return app;
    }
}
