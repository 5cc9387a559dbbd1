using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

/// <summary>
/// Where the services keep their stores: SQLite files in the data folder, or a PostgreSQL database for each service, on a server that is named or in
/// a container. Manifests always have the container, because replicas share the databases.
/// </summary>
internal sealed class ServiceStores
{
    private static readonly string[] Services = ["authorization-server", "bank-api", "finance-aggregator"];

    private readonly DataFolder _data;
    private readonly Dictionary<string, ReferenceExpression> _databases = [];
    private Func<CancellationToken, Task<PostgresDatabases>>? _server;
    private IResourceBuilder<PostgresServerResource>? _container;

    private ServiceStores(DataFolder data) => _data = data;

    /// <summary>Adds what the settings ask for, and empties it when they say so.</summary>
    public static async Task<ServiceStores> AddAsync(IDistributedApplicationBuilder builder, AppHostSettings settings, DataFolder data)
    {
        var stores = new ServiceStores(data);
        if (builder.ExecutionContext.IsPublishMode)
            stores.AddContainer(builder, settings, "oauthdemo-postgres");
        else if (settings.Postgres is "")
            await stores.StartContainerAsync(builder, settings);
        else if (settings.Postgres is { } server)
            await stores.AddServerAsync(builder, new PostgresDatabases(server, Services), settings.Reset);
        return stores;
    }

    /// <summary>Keeps the store of a service there.</summary>
    public void Configure(IResourceBuilder<ProjectResource> service)
    {
        if (!_databases.TryGetValue(service.Resource.Name, out var database))
        {
            service.WithEnvironment("Data__Folder", _data.FullPath);
            return;
        }

        service.WithEnvironment($"ConnectionStrings__{service.Resource.Name}", database);
        if (service.ApplicationBuilder.ExecutionContext.IsRunMode)
            service.WithEnvironment("Postgres", ""); // The AppHost's variable may hold the password of every store, and services inherit it.
        if (_container is not null)
            service.WaitFor(_container);
    }

    /// <summary>Empties every store; nothing may use them meanwhile.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        _data.DeleteStores();
        if (_server is not null)
            await (await _server(cancellationToken)).OpenAsync(reset: true);
    }

    // The password of the data in a volume is the one that it was made with, which is kept in the data folder: each folder has a volume of its own.
    private async Task StartContainerAsync(IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        var engine = await ContainerEngine.FindAsync(settings["ASPIRE_CONTAINER_RUNTIME"], "--postgres");
        var volume = $"oauthdemo-postgres-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_data.FullPath)))[..8]}";
        if (settings.Reset)
            await ContainerEngine.RemoveVolumeAsync(engine, volume);
        AddContainer(builder, settings, volume);
    }

    private void AddContainer(IDistributedApplicationBuilder builder, AppHostSettings settings, string volume)
    {
        var password = builder.AddParameter("postgres-password", secret: true);
        _container = builder.AddPostgres("postgres", builder.AddParameter("postgres-user", "oauthdemo", publishValueAsDefault: true), password)
            .WithImage(settings["Publish:PostgresImage"] ?? "docker.io/library/postgres", settings["Publish:PostgresTag"] ?? "17")
            .WithImageRegistry(null) // The name of the image includes it.
            .WithDataVolume(volume)
            .WithEnvironment("PGDATA", "/var/lib/postgresql/data/pgdata"); // initdb refuses a volume that holds lost+found.
        foreach (var service in Services)
            _databases[service] = ReferenceExpression.Create($"{_container.Resource.ConnectionStringExpression};Database=oauthdemo-{service}");
        _server = async cancellationToken => new((await _container.Resource.GetConnectionStringAsync(cancellationToken))!, Services);
        _container.OnResourceReady(async (_, _, cancellationToken) => await (await _server(cancellationToken)).OpenAsync(reset: false));
    }

    private async Task AddServerAsync(IDistributedApplicationBuilder builder, PostgresDatabases databases, bool reset)
    {
        await databases.OpenAsync(reset);
        builder.Configuration.AddInMemoryCollection(Services.Select(service =>
            KeyValuePair.Create($"Parameters:{service}-store", (string?)databases.ConnectionStringOf(service))));
        foreach (var service in Services)
            _databases[service] = ReferenceExpression.Create($"{builder.AddParameter($"{service}-store", secret: true)}");
        _server = _ => Task.FromResult(databases);
    }
}
