using System.Text.Json.Nodes;
using DotNet.Testcontainers.Containers;

namespace OAuthDemo.Containers.Machine;

/// <summary>
/// The container engine of this machine: the one that DOCKER_HOST names, the usual one, or the one that the test script started. Nothing here
/// starts an engine.
/// </summary>
internal static class Engine
{
    private static readonly string[] UsualSockets = ["/var/run/docker.sock", "/run/oauthdemo-engine/docker.sock"];

    private static readonly Uri? Endpoint = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named ? new(named)
        : UsualSockets.FirstOrDefault(File.Exists) is { } socket ? new($"unix://{socket}")
        : null;

    private static readonly EngineApi? Api = Endpoint is null ? null : new(Endpoint);

    /// <summary>Why no container can be started here; null if one can.</summary>
    public static string? Missing { get; } = Introduce();

    /// <summary>What the engine itself says of a container or an image; null if it has no such thing.</summary>
    public static JsonNode? Ask(string path) => Api?.Ask(path);

    /// <summary>Whether the engine has an image of this name.</summary>
    public static bool Has(string image) => Api?.Ask($"/images/{image}/json") is not null;

    // Testcontainers reads these when it is first used; what the environment says already wins.
    private static string? Introduce()
    {
        if (Endpoint is null)
            return $"There is no container engine: DOCKER_HOST is not set, and there is no {string.Join(" and no ", UsualSockets)}.";
        if (Api?.Ask("/version")?["ApiVersion"]?.GetValue<string>() is not { } version)
            return $"No container engine answers at {Endpoint}.";

        Suggest("DOCKER_HOST", Endpoint.OriginalString);
        Suggest("DOCKER_API_VERSION", version); // an older engine refuses what a newer library would ask for
        Suggest("TESTCONTAINERS_RYUK_DISABLED", "true"); // its image comes from a public registry; the tests clean up after themselves
        Suggest("TESTCONTAINERS_WAIT_STRATEGY_INTERVAL", "00:00:00.1");
        if (Endpoint.Scheme == "unix")
            Suggest("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
        if (Environment.GetEnvironmentVariable("OAUTHDEMO_CONTAINER_SESSIONS") is { Length: > 0 } file) // the script removes what a killed run leaves behind
            File.AppendAllText(file, $"{ResourceReaper.DefaultSessionId:D}\n");
        return null;
    }

    private static void Suggest(string variable, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
            Environment.SetEnvironmentVariable(variable, value);
    }
}
