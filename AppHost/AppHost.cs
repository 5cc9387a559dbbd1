using OAuthDemo.AppHost;

var command = AppHostCommandLine.Parse(args);
var builder = BuilderExtensions.CreateBuilder(command);
var settings = AppHostSettings.Read(builder.Configuration);
using var data = DataFolder.Open(settings["Data:Folder"], builder.AppHostDirectory);
var certificate = TlsCertificate.Open(settings, data);
var walkthrough = new WalkthroughRunner(settings, data, certificate);
if (command.IsWalkthrough && await RunningSystem.AnswersAsync(settings))
    return await walkthrough.PlayAsync();
await builder.PrepareStartAsync(settings, data);
var stores = await ServiceStores.AddAsync(builder, settings, data);
var secrets = ClientSecrets.Add(builder, settings, data);

var explorer = builder.AddProject<Projects.FlowExplorer>("flow-explorer")
    .WithPublicEndpoint(settings, "Flow Explorer: watch the protocol as it happens")
    .WithHealthProbes();

// The bank: an authorization server, a resource server, and one gateway whose address is the issuer.
var authorizationServer = builder.AddProject<Projects.AuthorizationServer>("authorization-server")
    .WithInternalEndpoint()
    .WithReplicas(settings)
    .WithHealthProbes()
    .WithStore(stores)
    .WithClientSecrets(secrets)
    .WithRotateSigningKeysCommand();

var bankApi = builder.AddProject<Projects.BankApi>("bank-api")
    .WithInternalEndpoint()
    .WithReplicas(settings)
    .WithHealthProbes()
    .WithStore(stores)
    .WithEnvironment("OAuth__ClientSecret", secrets["bank-api"])
    .WithPaymentLoginAge(command);

var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithPublicEndpoint(settings, "Harbour Bank: sign in as alice, password alice-demo-1")
    .WithPublicUrl("/api/docs", "API reference")
    .WithHealthProbes()
    .WithReference(bankApi);
var issuer = gateway.GetPublicEndpoint();

// A client without a user: the bank's back office.
var statementWorker = builder.AddProject<Projects.StatementWorker>("statement-worker")
    .WithTrustedIssuer(issuer, through: gateway)
    .WithEnvironment("OAuth__ClientKey", secrets.StatementWorkerKey)
    .WithRunStatementsCommand();

var aggregator = builder.AddProject<Projects.FinanceAggregator>("finance-aggregator")
    .WithPublicEndpoint(settings, "Tidepool Finance: connect your bank here")
    .WithHealthProbes()
    .WithStore(stores)
    .WithTrustedIssuer(issuer, through: gateway)
    .WithEnvironment("Bank__Address", issuer)
    .WithEnvironment("OAuth__ClientSecret", secrets["finance-aggregator"])
    .WithEnvironment("SignIn__ClientSecret", secrets["finance-aggregator-signin"]);

// Who is reached by whom, and whose tokens are trusted.
authorizationServer
    .WithIssuer(issuer)
    .WithReference(bankApi)
    .WithAddressesOf(gateway, aggregator, explorer);
bankApi.WithTrustedIssuer(issuer, through: authorizationServer);
gateway
    .WithTrustedIssuer(issuer, through: authorizationServer)
    .WithEnvironment("Cors__Origins__0", aggregator.GetPublicEndpoint());
explorer
    .WithTrustedIssuer(issuer, through: gateway)
    .WithReference(authorizationServer)
    .WithReference(bankApi)
    .WithReference(aggregator)
    .WithAddressesOf(aggregator)
    .WithClientSecrets(secrets, "classroom-machine", "lab-no-pkce")
    .WithLegacyLabCommand(settings, authorizationServer);
builder.UseProtocolTracing(explorer);
builder.UseTestingApi(settings, data);

// Programs for a terminal, started by hand.
var tvApp = builder.AddProject<Projects.TvApp>("tv-app")
    .WithIssuer(issuer)
    .WithDashboardTerminal();
var harbourCli = builder.AddProject<Projects.HarbourCli>("harbour-cli")
    .WithArgs("shell")
    .WithIssuer(issuer)
    .WithDashboardTerminal();
var resourceOwner = builder.AddProject<Projects.ResourceOwner>("walkthrough")
    .WithArgs("walkthrough")
    .WithEnvironments(walkthrough.Environment)
    .WithDashboardTerminal();

// The headings of the dashboard.
builder.AddGroup("bank", gateway, authorizationServer, bankApi, statementWorker)
    .WithResetStoresCommand(stores, authorizationServer, bankApi, aggregator);
builder.AddGroup("clients", aggregator, tvApp, harbourCli);
builder.AddGroup("classroom", explorer, resourceOwner);
builder.UseTlsCertificate(certificate);
builder.RunBuiltPrograms();
builder.AddPublishing(settings);
await using var app = builder.Build();
return await app.RunAsync(command, settings, walkthrough);
