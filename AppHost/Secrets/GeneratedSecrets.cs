using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

/// <summary>
/// Client secrets that nobody has to think of: each is 256 random bits, made when it is first asked for and kept in a file that only its owner can
/// read. Any other source of configuration wins over it.
/// </summary>
internal sealed class GeneratedSecrets(string file, IReadOnlyList<string> keys) : ConfigurationProvider, IConfigurationSource
{
    private const int Bytes = 32;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        var secrets = File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? [] : [];
        var missing = keys.Where(key => !secrets.ContainsKey(key)).ToList();
        foreach (var key in missing)
            secrets[key] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        if (missing.Count > 0)
            OwnerOnlyFile.Write(file, stream => JsonSerializer.Serialize(stream, secrets, Readable));

        Data = keys.ToDictionary(key => key, key => (string?)secrets[key], StringComparer.OrdinalIgnoreCase);
    }
}
