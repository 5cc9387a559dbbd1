namespace OAuthDemo.AppHost;

/// <summary>How the services of AppHost.cs are told of each other.</summary>
internal static class ServiceExtensions
{
    private const string Http = "http";

    private const string Https = "https";

    // Names of Fluent UI's system icons, for the dashboard.
    private static readonly Dictionary<string, string> Icons = new()
    {
        ["bank"] = "BuildingBank",
        ["gateway"] = "DoorArrowRight",
        ["authorization-server"] = "ShieldKeyhole",
        ["bank-api"] = "Database",
        ["statement-worker"] = "DocumentBulletList",
        ["clients"] = "Apps",
        ["finance-aggregator"] = "DataPie",
        ["tv-app"] = "Tv",
        ["harbour-cli"] = "WindowConsole",
        ["classroom"] = "HatGraduation",
        ["flow-explorer"] = "Flow",
        ["walkthrough"] = "Person",
    };

    /// <summary>Adds a heading of the dashboard's resource list, with the resources of one party below it.</summary>
    public static IResourceBuilder<ResourceGroup> AddGroup(
        this IDistributedApplicationBuilder builder, string name, params IEnumerable<IResourceBuilder<ProjectResource>> members)
    {
        var group = builder.AddResource(new ResourceGroup(name))
            .ExcludeFromManifest()
            .WithIconName(Icons[name])
            .WithInitialState(new() { ResourceType = "Group", State = KnownResourceStates.Running, Properties = [] });
        foreach (var member in members)
            member.WithParentRelationship(group).WithIconName(Icons[member.Resource.Name]);
        return group;
    }

    /// <summary>Opens the service to browsers at the fixed port of its setting; with HTTPS, the other services still reach it by plain HTTP.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicEndpoint(this IResourceBuilder<ProjectResource> service, AppHostSettings settings, string displayText)
    {
        var port = settings.Ports[service.Resource.Name];
        var isHttps = settings.IsHttps && service.ApplicationBuilder.ExecutionContext.IsRunMode;
        if (isHttps)
        {
            service.WithEndpoint(Http, internalEndpoint => internalEndpoint.Port = null)
                .WithHttpsEndpoint(port: port, name: Https, isProxied: false)
                .WithEndpoint(Https, endpoint => endpoint.IsExternal = true)
                .WithUrlForEndpoint(Http, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        }
        else
        {
            service.WithEndpoint(Http, endpoint => (endpoint.Port, endpoint.IsProxied, endpoint.IsExternal) = (port, false, true));
        }

        // What its address is decides how the service protects its cookies.
        return service.WithContainerDefaults().WithAddressesOf(service).WithUrlForEndpoint(isHttps ? Https : Http, url => url.DisplayText = displayText);
    }

    /// <summary>With HTTPS: serves the certificate at the public addresses, and lets every service trust it.</summary>
    public static void UseTlsCertificate(this IDistributedApplicationBuilder builder, TlsCertificate? certificate)
    {
        if (certificate is null)
            return;
        foreach (var service in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder))
        {
            service.WithEnvironment("Tls__TrustedCertificate", certificate.TrustedFile);
            if (service.Resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
                certificate.ServeFrom(service);
        }
    }

    /// <summary>Serves the other services only, at any free port.</summary>
    public static IResourceBuilder<ProjectResource> WithInternalEndpoint(this IResourceBuilder<ProjectResource> service) =>
        service.WithContainerDefaults().WithEndpoint(Http, endpoint => endpoint.Port = null);

    /// <summary>The endpoint that browsers use. In a manifest it has a public address beside the internal one.</summary>
    public static EndpointReference GetPublicEndpoint(this IResourceBuilder<ProjectResource> service) => new(
        service.Resource,
        service.Resource.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.IsExternal),
        service.ApplicationBuilder.ExecutionContext.IsPublishMode ? KnownNetworkIdentifiers.PublicInternet : null);

    /// <summary>The service is ready when <c>/health</c> answers. <c>/alive</c> does not depend on other services.</summary>
    public static IResourceBuilder<ProjectResource> WithHealthProbes(this IResourceBuilder<ProjectResource> service)
    {
        return service.WithHttpHealthCheck("/health", endpointName: Http)
            .WithAnnotation(Probe(ProbeType.Startup, "/alive", period: 1, failures: 60))
            .WithAnnotation(Probe(ProbeType.Readiness, "/health", period: 5, failures: 2))
            .WithAnnotation(Probe(ProbeType.Liveness, "/alive", period: 10, failures: 3));

        EndpointProbeAnnotation Probe(ProbeType type, string path, int period, int failures) => new()
        {
            Type = type,
            EndpointReference = service.GetEndpoint(Http),
            Path = path,
            PeriodSeconds = period,
            TimeoutSeconds = 2,
            FailureThreshold = failures,
        };
    }

    /// <summary>Keeps the service's store where the settings say.</summary>
    public static IResourceBuilder<ProjectResource> WithStore(this IResourceBuilder<ProjectResource> service, ServiceStores stores)
    {
        stores.Configure(service);
        return service;
    }

    /// <summary>Runs as many processes as the settings say; in a manifest two, if they say nothing.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> service, AppHostSettings settings) =>
        service.WithReplicas(settings.Replicas[service.Resource.Name] ?? (service.ApplicationBuilder.ExecutionContext.IsPublishMode ? 2 : 1));

    /// <summary>Shows one more link beside the resource.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicUrl(this IResourceBuilder<ProjectResource> service, string path, string displayText) =>
        service.WithUrlForEndpoint(service.GetPublicEndpoint().EndpointName, _ => new() { Url = path, DisplayText = displayText });

    /// <summary>Tells the authorization server the secrets of all clients.</summary>
    public static IResourceBuilder<ProjectResource> WithClientSecrets(this IResourceBuilder<ProjectResource> authorizationServer, ClientSecrets secrets)
    {
        secrets.Configure(authorizationServer);
        return authorizationServer;
    }

    /// <summary>Tells the service the secrets of some clients.</summary>
    public static IResourceBuilder<ProjectResource> WithClientSecrets(
        this IResourceBuilder<ProjectResource> service, ClientSecrets secrets, params IEnumerable<string> clients)
    {
        foreach (var client in clients)
            service.WithEnvironment($"ClientSecrets__{client}", secrets[client]);
        return service;
    }

    /// <summary>Tells the service the bank's issuer.</summary>
    public static IResourceBuilder<ProjectResource> WithIssuer(this IResourceBuilder<ProjectResource> service, EndpointReference issuer) =>
        service.WithEnvironment("OAuth__Issuer", $"{issuer}/");

    /// <summary>Tells the service whose tokens to trust, and through which resource it reaches that issuer.</summary>
    public static IResourceBuilder<ProjectResource> WithTrustedIssuer(
        this IResourceBuilder<ProjectResource> service, EndpointReference issuer, IResourceBuilder<ProjectResource> through) => service
        .WithIssuer(issuer)
        .WithEnvironment("OAuth__InternalAddress", $"http://{through.Resource.Name}")
        .WithReference(through);

    /// <summary>Tells the service the public addresses of others, as <c>Addresses:NAME</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithAddressesOf(
        this IResourceBuilder<ProjectResource> service, params IEnumerable<IResourceBuilder<ProjectResource>> others)
    {
        foreach (var other in others)
            service.WithEnvironment($"Addresses__{other.Resource.Name}", other.GetPublicEndpoint());
        return service;
    }

    /// <summary>Sends the protocol spans of every service to the flow explorer too. Everything else goes to the dashboard alone.</summary>
    public static void UseProtocolTracing(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> explorer)
    {
        foreach (var service in builder.Resources.OfType<ProjectResource>())
            builder.CreateResourceBuilder(service).WithEnvironment("ProtocolTracing__Endpoint", explorer.GetEndpoint(Http));
    }

    /// <summary>During the walkthrough a sign-in is too old for a payment after four seconds, so that a step can wait for it.</summary>
    public static IResourceBuilder<ProjectResource> WithPaymentLoginAge(this IResourceBuilder<ProjectResource> bankApi, AppHostCommandLine command) =>
        command.IsWalkthrough ? bankApi.WithEnvironment("Payments__LoginSeconds", "4") : bankApi;

    /// <summary>Starts the program by hand only; under the Aspire CLI, which brings the terminal host, in a terminal of the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithDashboardTerminal(this IResourceBuilder<ProjectResource> program)
    {
        program.WithExplicitStart().ExcludeFromManifest();
        var configuration = program.ApplicationBuilder.Configuration;
        var hasTerminalHost = configuration["ASPIRE_TERMINAL_HOST_PATH"] is not null
            || Path.GetFileNameWithoutExtension(configuration["ASPIRE_DASHBOARD_PATH"]) == "aspire-managed";
#pragma warning disable ASPIRETERMINAL001 // Experimental in 13.6.
        return hasTerminalHost ? program.WithTerminal() : program;
#pragma warning restore ASPIRETERMINAL001
    }

    /// <summary>Sets several variables.</summary>
    public static IResourceBuilder<ProjectResource> WithEnvironments(
        this IResourceBuilder<ProjectResource> service, IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (var (name, value) in variables)
            service.WithEnvironment(name, value);
        return service;
    }

    // In a container a service serves plain HTTP, and decides itself whose forwarded headers to trust (TrustedProxies).
    private static IResourceBuilder<ProjectResource> WithContainerDefaults(this IResourceBuilder<ProjectResource> service) =>
        service.ApplicationBuilder.ExecutionContext.IsRunMode
            ? service
            : service.DisableForwardedHeaders()
                .WithEndpoint(Https, endpoint => endpoint.ExcludeReferenceEndpoint = true, createIfNotExists: false);
}
