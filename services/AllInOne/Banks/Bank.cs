using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.OpenApi;
using OAuthDemo.AllInOne.Front;
using OAuthDemo.AllInOne.Tenants;
using OAuthDemo.AuthorizationServer;
using OAuthDemo.BankApi;
using OAuthDemo.Gateway;

namespace OAuthDemo.AllInOne.Banks;

/// <summary>One complete bank: authorization server, API and gateway, each the real service.</summary>
internal sealed class Bank : IAsyncDisposable
{
    private readonly InnerDoor _door = new();
    private readonly List<WebApplication> _services = [];
    private readonly string _below;

    private Bank(BankSettings settings) => (Issuer, _below) = (settings.Issuer, settings.IsTenant ? settings.Issuer.AbsolutePath.TrimEnd('/') : "");

    public Uri Issuer { get; }

    public static async Task<Bank> StartAsync(BankSettings settings)
    {
        var bank = new Bank(settings);
        try
        {
            await bank.StartServicesAsync(settings);
            return bank;
        }
        catch
        {
            await bank.DisposeAsync();
            throw;
        }
    }

    public Task ServeAsync(HttpContext http, string path) => _door.ServeAsync(http, _below, path);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.StopAsync();
            await service.DisposeAsync();
        }

        _door.Dispose();
    }

    // Where the services listen is known once they do, and the gateway looks for them as soon as it is built.
    private async Task StartServicesAsync(BankSettings settings)
    {
        Directory.CreateDirectory(settings.Folder);
        var addresses = new ConfigurationBuilder().AddInMemoryCollection().Build();
        void Amend(WebApplicationBuilder builder)
        {
            builder.Configuration.AddConfiguration(addresses);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Configure()); // Kestrel's settings are for the public listener
            builder.Logging.ClearProviders().AddProvider(new SharedLog(settings.Logging));
            builder.Environment.WebRootFileProvider = new UnwatchedFiles(builder.Environment.WebRootFileProvider);
        }

        var server = StartOnOwnThreadAsync(() => AuthorizationServerService.BuildAsync(settings.AuthorizationServer(), builder =>
        {
            Amend(builder);
            if (!settings.IsTenant) builder.Services.Configure<OpenApiOptions>("v1", document => document.AddDocumentTransformer<TenantDocument>());
        }));
        var api = StartOnOwnThreadAsync(() => BankApiService.BuildAsync(settings.BankApi(), Amend));
        await Task.WhenAll(server, api);
        (addresses["services:authorization-server:http:0"], addresses["services:bank-api:http:0"]) = ((await server).Urls.First(), (await api).Urls.First());
        await StartOnOwnThreadAsync(() => Task.FromResult(GatewayService.Build(settings.Gateway(), builder =>
        {
            Amend(builder);
            builder.Services.AddSingleton<IServer>(_door);
        })));
    }

    // Building a service is long synchronous work, and YARP blocks its thread until its destinations are resolved. On the few threads of
    // the pool that keeps the requests to all other banks waiting.
    private Task<WebApplication> StartOnOwnThreadAsync(Func<Task<WebApplication>> build)
    {
        async Task<WebApplication> BuildAndStartAsync() => await StartAsync(await build());
        return Task.Factory.StartNew(
            BuildAndStartAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    private async Task<WebApplication> StartAsync(WebApplication service)
    {
        lock (_services) _services.Add(service);
        await service.StartAsync();
        return service;
    }
}
