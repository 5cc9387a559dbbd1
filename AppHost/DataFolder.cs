using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

/// <summary>Where all stores are kept: databases with the keys in them, secrets, logs. Only its owner can read it.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] Stores = ["*.db", "*.db-wal", "*.db-shm", "*.db-journal", "secrets.json", "*.jwk"];

    private readonly FileStream? _lock;

    private DataFolder(string path)
    {
        FullPath = path;
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _lock = TakeLock();
    }

    public string FullPath { get; }

    public string SecretsFile => Path.Combine(FullPath, "secrets.json");

    /// <summary>Where the private key of a client is kept.</summary>
    public string KeyFile(string client) => Path.Combine(FullPath, $"{client}.jwk");

    public string LogFolder => Path.Combine(FullPath, "logs");

    /// <summary>Opens the folder that the setting <c>Data:Folder</c> names, by default <c>data</c> beside AppHost.cs.</summary>
    public static DataFolder Open(IConfiguration configuration, string appHostDirectory) =>
        new(Path.GetFullPath(configuration["Data:Folder"] ?? "data", appHostDirectory));

    /// <summary>Deletes every store, and says which. Refuses while another AppHost works with them.</summary>
    public void Reset()
    {
        if (_lock is null)
            throw new DistributedApplicationException($"The stores in {FullPath} are in use by an AppHost that is running: stop it before --reset.");

        var deleted = Stores.SelectMany(pattern => Directory.EnumerateFiles(FullPath, pattern)).Order().ToList();
        deleted.ForEach(File.Delete);
        Console.WriteLine(deleted.Count == 0
            ? $"Nothing to reset in {FullPath}."
            : $"Reset {FullPath}: deleted {string.Join(", ", deleted.Select(Path.GetFileName))}.");
    }

    public void Dispose() => _lock?.Dispose();

    // The system lets go of it however the process ends.
    private FileStream? TakeLock()
    {
        try
        {
            return new FileStream(Path.Combine(FullPath, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
