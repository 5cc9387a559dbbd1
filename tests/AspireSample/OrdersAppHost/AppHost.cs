var builder = DistributedApplication.CreateBuilder(args);

var bank = builder.AddOAuthDemo("bank")
    .WithScope("orders:read", "https://orders.example/")
    .WithUser("dana", "dana-test-1")
    .WithClient("shop", "openid", "orders:read")
    .WithClient("orders-api", client => client with { Introspects = true, Resource = "https://orders.example/" });

builder.AddProject<Projects.OrdersApi>("orders")
    .WithReference(bank)
    .WithClientCredentials(bank, "orders-api")
    .WaitFor(bank)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
