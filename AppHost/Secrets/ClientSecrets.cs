using System.Text.Json;
using OAuthDemo.Registration;

namespace OAuthDemo.AppHost;

/// <summary>
/// A secret for each confidential client of the registration files, and a key pair for the client that signs. They are generated at the first start and
/// kept in the data folder; manifests only name them.
/// </summary>
internal sealed class ClientSecrets
{
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _secrets;

    private ClientSecrets(IDistributedApplicationBuilder builder, IReadOnlyList<string> clients)
    {
        _secrets = clients.ToDictionary(client => client, client => builder.AddParameter($"{client}-secret", secret: true));
        StatementWorkerKey = builder.AddParameter("statement-worker-key", secret: true);
        StatementWorkerPublicKey = builder.AddParameter("statement-worker-public-key");
    }

    /// <summary>The private JWK of the statement worker.</summary>
    public IResourceBuilder<ParameterResource> StatementWorkerKey { get; }

    /// <summary>The public part of it.</summary>
    public IResourceBuilder<ParameterResource> StatementWorkerPublicKey { get; }

    /// <summary>The secret of one client.</summary>
    public IResourceBuilder<ParameterResource> this[string client] => _secrets[client];

    /// <summary>Adds the parameters.</summary>
    /// <exception cref="DistributedApplicationException">A registration file cannot be read.</exception>
    public static ClientSecrets Add(IDistributedApplicationBuilder builder, AppHostSettings settings, DataFolder data)
    {
        var clients = ReadClients(Path.GetDirectoryName(new Projects.AuthorizationServer().ProjectPath)!);
        if (!builder.ExecutionContext.IsPublishMode || settings.PublishesSecrets)
        {
            var sources = builder.Configuration.Sources;
            var keys = clients.Select(client => $"Parameters:{client}-secret").Append("Parameters:postgres-password").Append("Parameters:testing-key");
            sources.Insert(0, new GeneratedSecrets(data.SecretsFile, [.. keys]));
            sources.Insert(0, new GeneratedKey(data.KeyFile("statement-worker"), "statement-worker"));
        }

        return new(builder, clients);
    }

    /// <summary>Tells the authorization server all of them.</summary>
    public void Configure(IResourceBuilder<ProjectResource> authorizationServer)
    {
        foreach (var (client, secret) in _secrets)
            authorizationServer.WithEnvironment($"ClientSecrets__{client}", secret);
        authorizationServer.WithEnvironment("ClientKeys__statement-worker", StatementWorkerPublicKey);
    }

    private static IReadOnlyList<string> ReadClients(string folder)
    {
        try
        {
            return ConfidentialClients.Read(Path.Combine(folder, "bank.json"), Path.Combine(folder, "legacy.json"));
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new DistributedApplicationException(failure.Message);
        }
    }
}
