using Microsoft.Extensions.Hosting;

// What Aspire itself takes: an AppHost with as many empty web projects as OAuthDemo's AppHost has services.
var builder = DistributedApplication.CreateBuilder(args);
string[] services = [.. Enumerable.Range(1, int.Parse(builder.Configuration["Services"] ?? "6", null)).Select(number => $"empty-{number}")];
foreach (var service in services)
    builder.AddProject<Projects.Benchmarks_EmptyService>(service).WithEndpoint("http", endpoint => endpoint.Port = null).WithHttpHealthCheck("/health");

await using var app = builder.Build();
await app.StartAsync();
await Task.WhenAll(services.Select(service => app.ResourceNotifications.WaitForResourceHealthyAsync(service)));
Console.WriteLine("All healthy");
await app.WaitForShutdownAsync();
