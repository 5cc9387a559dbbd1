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
            Save(secrets);

        Data = keys.ToDictionary(key => key, key => (string?)secrets[key], StringComparer.OrdinalIgnoreCase);
    }

    private void Save(Dictionary<string, string> secrets)
    {
        // Complete or not at all: a half-written file would be a start that fails for no visible reason.
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, secrets, Readable);
        File.Move(draft, file, overwrite: true);
    }
}
