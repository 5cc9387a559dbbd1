using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OAuthDemo.ServiceDefaults.Issuer;

internal static class IssuerSetup
{
    public static void AddIssuer(this IServiceCollection services)
    {
        services.TryAddSingleton<IssuerAddress>();
        services.TryAddTransient<IssuerReachedInside>();
    }
}
