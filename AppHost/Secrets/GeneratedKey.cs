using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

/// <summary>
/// The key pair of a client that proves itself by signing (<c>private_key_jwt</c>): made when it is first asked for, and kept in a file that only its
/// owner can read. It becomes two parameters: <c>CLIENT-key</c>, the private JWK, for the client alone, and <c>CLIENT-public-key</c> for the server.
/// Any other source of configuration wins over it.
/// </summary>
internal sealed class GeneratedKey(string file, string client) : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        if (!File.Exists(file))
            OwnerOnlyFile.Write(file, stream => stream.Write(SigningKey.Make()));

        var key = File.ReadAllText(file);
        Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [$"Parameters:{client}-key"] = key,
            [$"Parameters:{client}-public-key"] = SigningKey.PublicPart(key),
        };
    }
}
