using System.Text.Json;

namespace OAuthDemo.FlowExplorer.SystemView;

/// <summary>One running instance of a service.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Health">What its health check says, or null when it does not answer.</param>
public sealed record Neighbour(string Name, string Address, string? Health)
{
    /// <summary>Whether it says that it is well.</summary>
    public bool IsHealthy => Health == "Healthy";
}

/// <summary>The services of this system, as service discovery names them, asked for their health.</summary>
internal sealed class Neighbours(IConfiguration configuration, IHttpClientFactory clients)
{
    public const string Client = "neighbours";

    private static readonly string[] _schemes = ["http", "https"];

    /// <param name="own">Where this explorer itself is reached.</param>
    public async Task<IReadOnlyList<Neighbour>> AskAsync(string own)
    {
        var addresses =
            from service in configuration.GetSection("services").GetChildren()
            from scheme in _schemes
            from instance in service.GetSection(scheme).GetChildren()
            where instance.Value is not null
            select AskAsync(service.Key, instance.Value!);
        return [.. await Task.WhenAll(addresses), new Neighbour("flow-explorer", own, "Healthy")];
    }

    private async Task<Neighbour> AskAsync(string name, string address)
    {
        try
        {
            using var answer = await clients.CreateClient(Client).GetAsync(new Uri(new Uri(address), "/health"));
            using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
            return new Neighbour(name, address, body.RootElement.GetProperty("status").GetString());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            return new Neighbour(name, address, null);
        }
    }
}
