namespace OAuthDemo.AppHost;

internal static class PublicPort
{
    extension(IResourceBuilder<ProjectResource> service)
    {
        /// <summary>Opens the service to the world at one fixed port: this one, or else that of its launch profile.</summary>
        public IResourceBuilder<ProjectResource> ListeningOn(int? port) => service.WithExternalHttpEndpoints().WithEndpoint("http", endpoint =>
        {
            endpoint.Port = port ?? endpoint.Port;
            endpoint.IsProxied = false;
        });
    }
}
