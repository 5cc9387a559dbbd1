using System.Globalization;

namespace OAuthDemo.AppHost;

internal static class PublicPort
{
    extension(IResourceBuilder<ProjectResource> service)
    {
        /// <summary>Opens the service to the world at one fixed port: that of its launch profile, or the one that a setting names.</summary>
        public IResourceBuilder<ProjectResource> ListeningOn(string? setting)
        {
            int? port = setting is null ? null : int.TryParse(setting, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (port is <= 0 or > ushort.MaxValue)
                throw new DistributedApplicationException(
                    $"'{setting}' is not a port for {service.Resource.Name}: give a number, as in --Ports:{service.Resource.Name}=9080.");

            return service.WithExternalHttpEndpoints().WithEndpoint("http", endpoint =>
            {
                endpoint.Port = port ?? endpoint.Port;
                endpoint.IsProxied = false;
            });
        }
    }
}
