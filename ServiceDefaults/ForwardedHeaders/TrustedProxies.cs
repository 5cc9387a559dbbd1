using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Forwarded = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders;

namespace OAuthDemo.ServiceDefaults.ForwardedHeaders;

internal static class TrustedProxies
{
    // X-Forwarded-* is believed from loopback and from the networks of Gateway:Networks (CIDR, an array or comma separated).
    public static void AddTrustedProxies(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.ForwardedHeaders = Forwarded.XForwardedFor | Forwarded.XForwardedProto | Forwarded.XForwardedHost;
            foreach (var network in Networks(configuration.GetSection("Gateway:Networks")))
                options.KnownIPNetworks.Add(network);
        });

    private static IEnumerable<IPNetwork> Networks(IConfigurationSection setting)
    {
        var values = setting.Get<string[]>() ?? setting.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var value in values)
            yield return IPNetwork.TryParse(value, out var network)
                ? network
                : throw new InvalidOperationException($"Gateway:Networks holds '{value}', which is not a network such as 10.0.0.0/8.");
    }
}
