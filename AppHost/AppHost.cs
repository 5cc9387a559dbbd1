using OAuthDemo.AppHost;

var command = AppHostCommandLine.Parse(args);
var builder = BuilderExtensions.CreateBuilder(command);
var settings = AppHostSettings.Read(builder.Configuration);
using var data = DataFolder.Open(settings["Data:Folder"], builder.AppHostDirectory);
var walkthrough = new WalkthroughRunner(settings, data);
if (command.IsWalkthrough && await RunningSystem.AnswersAsync(settings))
    return await walkthrough.PlayAsync();

await builder.PrepareStartAsync(settings, data);

// Stores: SQLite or PostgreSQL. Secrets: one for each confidential client of the registration file.
var stores = await ServiceStores.AddAsync(builder, settings, data);
var secrets = ClientSecrets.Add(builder, settings, data);

// Headings of the dashboard.
var bank = builder.AddGroup("bank");
var clients = builder.AddGroup("clients");
var classroom = builder.AddGroup("classroom");

var explorer = builder.AddProject<Projects.FlowExplorer>("flow-explorer")
    .WithParentRelationship(classroom)
    .WithPublicEndpoint(settings, "Flow Explorer: watch the protocol as it happens")
    .WithHttpHealthCheck("/health");

var authorizationServer = builder.AddProject<Projects.AuthorizationServer>("authorization-server")
    .WithParentRelationship(bank)
    .WithReplicas(settings.Replicas["authorization-server"] ?? builder.DefaultReplicas())
    .WithInternalEndpoint()
    .WithHttpHealthCheck("/health")
    .WithStore(stores)
    .WithClientSecrets(secrets)
    .WithProtocolTracing(explorer)
    .WithRotateSigningKeysCommand();

var bankApi = builder.AddProject<Projects.BankApi>("bank-api")
    .WithParentRelationship(bank)
    .WithReplicas(settings.Replicas["bank-api"] ?? builder.DefaultReplicas())
    .WithInternalEndpoint()
    .WithHttpHealthCheck("/health")
    .WithStore(stores)
    .WithEnvironment("OAuth__ClientSecret", secrets["bank-api"])
    .WithPaymentLoginAge(command)
    .WithProtocolTracing(explorer);

var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithParentRelationship(bank)
    .WithPublicEndpoint(settings, "Harbour Bank: sign in as alice, password alice-demo-1")
    .WithHttpHealthCheck("/health")
    .WithReference(bankApi)
    .WithProtocolTracing(explorer);

var issuer = gateway.GetPublicEndpoint();

var statementWorker = builder.AddProject<Projects.StatementWorker>("statement-worker")
    .WithParentRelationship(bank)
    .WithTrustedIssuer(issuer, through: gateway)
    .WithEnvironment("OAuth__ClientKey", secrets.StatementWorkerKey)
    .WithProtocolTracing(explorer)
    .WithRunStatementsCommand();

var aggregator = builder.AddProject<Projects.FinanceAggregator>("finance-aggregator")
    .WithParentRelationship(clients)
    .WithPublicEndpoint(settings, "Tidepool Finance: connect your bank here")
    .WithHttpHealthCheck("/health")
    .WithStore(stores)
    .WithTrustedIssuer(issuer, through: gateway)
    .WithEnvironment("Bank__Address", issuer)
    .WithEnvironment("OAuth__ClientSecret", secrets["finance-aggregator"])
    .WithEnvironment("SignIn__ClientSecret", secrets["finance-aggregator-signin"])
    .WithProtocolTracing(explorer);

authorizationServer
    .WithEnvironment("OAuth__Issuer", $"{issuer}/")
    .WithReference(bankApi)
    .WithAddressOf(gateway)
    .WithAddressOf(aggregator)
    .WithAddressOf(explorer);
bankApi.WithTrustedIssuer(issuer, through: authorizationServer);
gateway
    .WithTrustedIssuer(issuer, through: authorizationServer)
    .WithEnvironment("Cors__Origins__0", aggregator.GetPublicEndpoint())
    .WithUrlForEndpoint(issuer.EndpointName, _ => new() { Url = "/api/docs", DisplayText = "API reference" });
explorer
    .WithTrustedIssuer(issuer, through: gateway)
    .WithReference(authorizationServer)
    .WithReference(bankApi)
    .WithReference(aggregator)
    .WithAddressOf(aggregator)
    .WithEnvironment("ClientSecrets__classroom-machine", secrets["classroom-machine"])
    .WithEnvironment("ClientSecrets__lab-no-pkce", secrets["lab-no-pkce"])
    .WithProtocolTracing(explorer)
    .WithLegacyLabCommand(settings, authorizationServer);

// Programs for a terminal, started by hand.
builder.AddProject<Projects.TvApp>("tv-app")
    .WithParentRelationship(clients)
    .WithEnvironment("OAuth__Issuer", $"{issuer}/")
    .WithDashboardTerminal();
builder.AddProject<Projects.HarbourCli>("harbour-cli")
    .WithParentRelationship(clients)
    .WithArgs("shell")
    .WithEnvironment("OAuth__Issuer", $"{issuer}/")
    .WithDashboardTerminal();
builder.AddProject<Projects.ResourceOwner>("walkthrough")
    .WithParentRelationship(classroom)
    .WithArgs("walkthrough")
    .WithEnvironments(walkthrough.Environment)
    .WithDashboardTerminal();

bank.WithResetStoresCommand(stores, authorizationServer, bankApi, aggregator);
builder.UseTestingApi(settings, data);
builder.RunBuiltPrograms();
await using var app = builder.Build();
return await (command.IsWalkthrough ? walkthrough.StartAndPlayAsync(app) : new StartupReport(app, settings).RunAsync());
