using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthDemo.Aspire;
using OAuthDemo.Containers.Machine;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>The AppHost of tests/AspireSample, started: the bank in a container, and an API that trusts it.</summary>
internal sealed class OrdersApplication : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2);

    private OrdersApplication(DistributedApplication app) => App = app;

    public DistributedApplication App { get; }

    public IOAuthDemo Bank => App.GetOAuthDemo("bank");

    public static async Task<OrdersApplication> StartAsync(Action<EndpointAnnotation>? changeEndpoint = null, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(_startLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.OrdersAppHost>(arguments, limit.Token);
        builder.Services.AddLogging(logging => logging
            .AddFilter(level => level >= LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)); // unhealthy until it has started
        builder.CreateResourceBuilder<OAuthDemoResource>("bank")
            .WithImageRegistry(null)
            .WithImage(Images.Of("all-in-one"))
            .WithEndpoint("http", changeEndpoint ?? (_ => { }));
        var app = await builder.BuildAsync(limit.Token);
        try
        {
            await app.StartAsync(limit.Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("orders", limit.Token);
            return new(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<HttpStatusCode> GetOrdersAsync(string token)
    {
        using var http = App.CreateHttpClient("orders");
        using var request = new HttpRequestMessage(HttpMethod.Get, "orders") { Headers = { Authorization = new("Bearer", token) } };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
