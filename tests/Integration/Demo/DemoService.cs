using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.Integration.Demo;

/// <summary>One service of a <see cref="DemoSystem"/>, hosted in this process on a real port; it can be stopped and started again.</summary>
public abstract class DemoService(string name, int port, IReadOnlyDictionary<string, string?> settings, DemoClock clock, LogLines log) : IAsyncDisposable
{
    /// <summary>Its resource name, e.g. <c>bank-api</c>.</summary>
    public string Name => name;

    /// <summary>Where it listens, whatever stands in front of it.</summary>
    public Uri Address => new($"{(Certificate is null ? "http" : "https")}://localhost:{port}/");

    /// <summary>By which it speaks https; without it, http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Changes its container before it starts.</summary>
    public Action<IServiceCollection>? Amend { get; init; }

    /// <summary>Its container, for what cannot be seen from outside.</summary>
    /// <exception cref="InvalidOperationException">It is stopped.</exception>
    public abstract IServiceProvider Services { get; }

    /// <summary>Starts it unless it runs, and returns when it listens.</summary>
    public abstract Task StartAsync();

    /// <summary>Stops it gracefully; what it keeps stays in its store.</summary>
    public abstract Task StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    internal void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment(settings.GetValueOrDefault(HostDefaults.EnvironmentKey) ?? Environments.Development);
        builder.UseContentRoot(Path.Combine(Repository, "services", ContentFolder));
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging =>
        {
            // Instead of the console and the debugger; what the service exports stays.
            foreach (var provider in logging.Services.Where(IsLocal).ToArray()) logging.Services.Remove(provider);
            logging.AddProvider(log.For($"{name}:{port}"));
        });
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            Amend?.Invoke(services);
        });
    }

    /// <summary>Its project's folder below <c>services</c>.</summary>
    protected abstract string ContentFolder { get; }

    private static bool IsLocal(ServiceDescriptor service) =>
        service.ServiceType == typeof(ILoggerProvider)
        && service.ImplementationType?.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) == true;

    internal static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "OAuthDemo.sln")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);
}

internal sealed class DemoService<TService>(
    string name, int port, IReadOnlyDictionary<string, string?> settings, DemoClock clock, LogLines log)
    : DemoService(name, port, settings, clock, log)
    where TService : class
{
    private readonly int _port = port;
    private Host? _host;

    public override IServiceProvider Services => _host?.Services ?? throw new InvalidOperationException($"{Name} is stopped.");

    protected override string ContentFolder => typeof(TService).Assembly.GetName().Name!.Split('.')[^1];

    // Starting blocks its thread: services of one system start side by side.
    public override Task StartAsync() => _host is not null ? Task.CompletedTask : Task.Run(() =>
    {
        var host = new Host(this);
        host.UseKestrel(options => options.ListenLocalhost(_port, listen =>
        {
            if (Certificate is not null) listen.UseHttps(Certificate);
        }));
        host.StartServer();
        _host = host;
    });

    public override async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is { } host)
            await host.DisposeAsync();
    }

    private sealed class Host(DemoService service) : WebApplicationFactory<TService>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => service.Configure(builder);
    }
}
