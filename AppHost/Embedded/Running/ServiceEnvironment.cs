using System.Collections;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>The environment that a service is started with: what Aspire would give it.</summary>
internal static class ServiceEnvironment
{
    // These say how the AppHost itself is run, and mean nothing to a service.
    private static readonly HashSet<string> NotInherited = new(StringComparer.OrdinalIgnoreCase)
    {
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE",
        "Postgres", // the password of every store, of which each service is told its own alone
    };

    /// <summary>What a service inherits from the AppHost.</summary>
    private static Dictionary<string, string> Inherited() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(variable => !NotInherited.Contains((string)variable.Key))
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");

    /// <summary>The whole environment of one replica; later lines win over earlier ones.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(ServiceResource service, int replica, CancellationToken cancellationToken)
    {
        var environment = Inherited();
        environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        environment["OTEL_SERVICE_NAME"] = service.Name;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";
        foreach (var (name, value) in service.OwnEnvironment)
            environment[name] = value;
        foreach (var (name, value) in Listening(service, replica))
            environment[name] = value;
        foreach (var (name, value) in service.References.SelectMany(Discovery))
            environment[name] = value;
        foreach (var (name, value) in service.Environment)
            environment[name] = await value.GetValueAsync(cancellationToken) ?? "";

        return environment;
    }

    private static IEnumerable<(string Name, string Value)> Listening(ServiceResource service, int replica)
    {
        foreach (var endpoint in service.Endpoints)
        {
            if (endpoint.EnvironmentVariable is { } variable)
                yield return (variable, $"{endpoint.AllocatedPorts[replica]}");
        }

        var urls = service.Endpoints.Where(endpoint => endpoint.EnvironmentVariable is null).Select(endpoint => endpoint.UrlOf(replica)).ToList();
        if (urls.Count > 0)
            yield return ("ASPNETCORE_URLS", string.Join(';', urls));
    }

    private static IEnumerable<(string Name, string Value)> Discovery(ServiceResource source)
    {
        foreach (var endpoint in source.Endpoints)
        {
            for (var replica = 0; replica < endpoint.AllocatedPorts.Count; replica++)
                yield return ($"services__{source.Name}__{endpoint.Name}__{replica}", endpoint.UrlOf(replica));

            yield return ($"{source.Name}_{endpoint.Name}".Replace('-', '_').ToUpperInvariant(), endpoint.UrlOf(0));
        }
    }
}
