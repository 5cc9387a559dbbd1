using Microsoft.Extensions.Configuration;
using OAuthDemo.AppHost;

var command = Command.Parse(args);
var builder = DistributedApplication.CreateBuilder(command.Settings);
var settings = builder.Configuration;

// Infrastructure: a folder for the stores, and a secret for each confidential client, made at the first start. A manifest only names them.
using var data = DataFolder.Open(settings, builder.AppHostDirectory);
if (command.Reset)
    data.Reset();
var publishes = builder.ExecutionContext.IsPublishMode;
string[] clients = ["finance-aggregator", "finance-aggregator-signin", "bank-api", "classroom-machine", "lab-no-pkce"];
if (!publishes || settings["Publish:Secrets"] == "true")
{
    settings.Sources.Insert(0, new GeneratedSecrets(data.SecretsFile, [.. clients.Select(client => $"Parameters:{client}-secret"), "Parameters:postgres-password"]));
    settings.Sources.Insert(0, new GeneratedKey(data.KeyFile("statement-worker"), "statement-worker"));
}

settings.AddInMemoryCollection([new("Runner:LogFolder", data.LogFolder)]);
var (workerKey, workerPublicKey) = (builder.AddParameter("statement-worker-key", secret: true), builder.AddParameter("statement-worker-public-key"));
var secretOf = clients.ToDictionary(client => client, client => builder.AddParameter($"{client}-secret", secret: true));

// The stores: files in that folder. PostgreSQL, a database for each service, where it is asked for, and in a manifest, where replicas share them.
string[] storing = ["authorization-server", "bank-api", "finance-aggregator"];
Dictionary<string, ReferenceExpression> databaseOf = [];
IResourceBuilder<ContainerResource>? postgres = null;
if (publishes)
{
    var password = builder.AddParameter("postgres-password", secret: true);
    postgres = builder.AddContainer("postgres", settings["Publish:PostgresImage"] ?? "docker.io/library/postgres", settings["Publish:PostgresTag"] ?? "17")
        .WithEndpoint(targetPort: 5432, name: "tcp").WithVolume("postgres", "/var/lib/postgresql/data")
        .WithEnvironment("POSTGRES_USER", "oauthdemo").WithEnvironment("POSTGRES_PASSWORD", password).WithEnvironment("PGDATA", "/var/lib/postgresql/data/pgdata");
    databaseOf = storing.ToDictionary(name => name, name => ReferenceExpression.Create($"Host=postgres;Username=oauthdemo;Password={password.Resource};Database={name}"));
}
else if (settings["Postgres"] is { } server)
{
    var databases = new Databases(server, storing);
    await databases.OpenAsync(command.Reset);
    settings.Sources.Insert(0, databases);
    databaseOf = storing.ToDictionary(name => name, name => ReferenceExpression.Create($"{builder.AddParameter($"{name}-store", secret: true).Resource}"));
}

// The classroom: draws the protocol as it happens, from what the services tell.
var explorer = builder.AddProject<Projects.FlowExplorer>("flow-explorer").WithHttpHealthCheck("/health").ListeningOn(settings.Number("Ports:flow-explorer", largest: 65535))
    .WithUrlForEndpoint("http", url => url.DisplayText = "Flow Explorer: watch the protocol as it happens");

// The bank: an authorization server that knows the people, an API that knows the money, and one front door whose address is the issuer.
var authorization = builder.AddProject<Projects.AuthorizationServer>("authorization-server").WithHttpHealthCheck("/health").Storing(data, databaseOf).WatchedBy(explorer);
var bank = builder.AddProject<Projects.BankApi>("bank-api").WithHttpHealthCheck("/health").Storing(data, databaseOf).WatchedBy(explorer);
var gateway = builder.AddProject<Projects.Gateway>("gateway").WithHttpHealthCheck("/health").ListeningOn(settings.Number("Ports:gateway", largest: 65535)).WatchedBy(explorer)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Harbour Bank: sign in as alice, password alice-demo-1")
    .WithUrlForEndpoint("http", _ => new() { Url = "/api/docs", DisplayText = "API reference" });
var issuer = gateway.GetEndpoint("http");

authorization.WithEnvironment("OAuth__Issuer", $"{issuer}/").WithEnvironment("Addresses__gateway", issuer).WithReference(bank)
    .WithReplicas(settings.Number("Replicas:authorization-server", largest: 9) ?? (publishes ? 2 : 1));
foreach (var (client, secret) in secretOf)
    authorization.WithEnvironment($"ClientSecrets__{client}", secret);
authorization.WithEnvironment("ClientKeys__statement-worker", workerPublicKey);
bank.Trusting(issuer, through: authorization).WithEnvironment("OAuth__ClientSecret", secretOf["bank-api"])
    .WithReplicas(settings.Number("Replicas:bank-api", largest: 9) ?? (publishes ? 2 : 1));
gateway.Trusting(issuer, through: authorization).WithReference(bank).WaitFor(authorization).WaitFor(bank);

// The bank's back office: a client without a person. Its private key is given to it and to nobody else.
builder.AddProject<Projects.StatementWorker>("statement-worker").WatchedBy(explorer).Trusting(issuer, through: gateway).WithEnvironment("OAuth__ClientKey", workerKey).WaitFor(gateway);

// The clients.
var aggregator = builder.AddProject<Projects.FinanceAggregator>("finance-aggregator").WithHttpHealthCheck("/health").Storing(data, databaseOf)
    .ListeningOn(settings.Number("Ports:finance-aggregator", largest: 65535)).WatchedBy(explorer)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Tidepool Finance: connect your bank here")
    .Trusting(issuer, through: gateway).WithEnvironment("Bank__Address", issuer)
    .WithEnvironment("OAuth__ClientSecret", secretOf["finance-aggregator"]).WithEnvironment("SignIn__ClientSecret", secretOf["finance-aggregator-signin"]);
authorization.WithEnvironment("Addresses__finance-aggregator", aggregator.GetEndpoint("http"));
gateway.WithEnvironment("Cors__Origins__0", aggregator.GetEndpoint("http"));

// The explorer shows its own little clients too. The laboratory of old grants opens only on request, at both ends.
authorization.WithEnvironment("Addresses__flow-explorer", explorer.GetEndpoint("http")).WithEnvironment("Legacy__Enabled", settings["Legacy:Enabled"] ?? "false");
explorer.WatchedBy(explorer).WithReference(authorization).WithReference(bank).WithReference(aggregator).Trusting(issuer, through: gateway)
    .WithEnvironment("Addresses__finance-aggregator", aggregator.GetEndpoint("http")).WithEnvironment("Legacy__Enabled", settings["Legacy:Enabled"] ?? "false")
    .WithEnvironment("ClientSecrets__classroom-machine", secretOf["classroom-machine"]).WithEnvironment("ClientSecrets__lab-no-pkce", secretOf["lab-no-pkce"]);

if (postgres is not null)
    _ = (authorization.WaitFor(postgres), bank.WaitFor(postgres), aggregator.WaitFor(postgres));
if (!command.Walkthrough)
{
    await using var system = builder.Build();
    await system.RunAsync();
    return 0;
}

// The walkthrough: the person plays every flow in this terminal, and says by the exit code how it went.
var person = builder.AddProject<Projects.ResourceOwner>("resource-owner").WithArgs("walkthrough").WaitFor(gateway).WaitFor(aggregator)
    .Trusting(issuer, through: gateway).WithReference(aggregator).WithEnvironment("Addresses__finance-aggregator", aggregator.GetEndpoint("http")).WithEnvironment("Addresses__flow-explorer", explorer.GetEndpoint("http"))
    .WithEnvironment("Walkthrough__Worker", new Projects.StatementWorker().ProjectPath).WithEnvironment("Walkthrough__WorkerKeyFile", data.KeyFile("statement-worker"));
bank.WithEnvironment("Payments__LoginSeconds", "4"); // so that a sign-in grows old while one watches
settings["Runner:Foreground"] = person.Resource.Name;

await using var stage = builder.Build();
await stage.StartAsync();
var played = await stage.ResourceNotifications.WaitForResourceAsync(person.Resource.Name, change => change.Snapshot.ExitCode is not null);
return played.Snapshot.ExitCode ?? 1;
