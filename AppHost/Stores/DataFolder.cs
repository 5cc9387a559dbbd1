namespace OAuthDemo.AppHost;

/// <summary>Where stores and generated secrets are kept. Only its owner can read it.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] StoreFiles = ["*.db", "*.db-wal", "*.db-shm", "*.db-journal"];

    // Running services know the secrets and share the clock.
    private static readonly string[] SharedFiles = ["secrets.json", "*.jwk", "clock"];

    private readonly FileStream? _lock;

    private DataFolder(string path)
    {
        FullPath = path;
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _lock = TakeLock();
    }

    /// <summary>The full path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>Where the generated client secrets are kept.</summary>
    public string SecretsFile => Path.Combine(FullPath, "secrets.json");

    /// <summary>Whether another AppHost works with this folder.</summary>
    public bool IsInUse => _lock is null;

    /// <summary>Where the private key of a client is kept.</summary>
    public string KeyFile(string client) => Path.Combine(FullPath, $"{client}.jwk");

    /// <summary>Opens the folder that the setting <c>Data:Folder</c> names, by default <c>data</c> beside AppHost.cs.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be made, or not be written to.</exception>
    public static DataFolder Open(string? setting, string appHostDirectory)
    {
        var path = Path.GetFullPath(setting ?? "data", appHostDirectory);
        try
        {
            return new(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data folder {path} cannot be used: {failure.Message} Choose another one with --Data:Folder=<folder>.");
        }
    }

    /// <summary>Deletes everything that is kept here, and says what.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost works with them.</exception>
    public void Reset()
    {
        if (IsInUse)
            throw new DistributedApplicationException($"The stores in {FullPath} are in use by an AppHost that is running: stop it before --reset.");

        var deleted = Delete([.. StoreFiles, .. SharedFiles]);
        Console.WriteLine(deleted.Count == 0
            ? $"Nothing to reset in {FullPath}."
            : $"Reset {FullPath}: deleted {string.Join(", ", deleted.Select(Path.GetFileName))}.");
    }

    /// <summary>Deletes every store, and nothing that running services share.</summary>
    public void DeleteStores() => Delete(StoreFiles);

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private List<string> Delete(string[] patterns)
    {
        var files = patterns.SelectMany(pattern => Directory.EnumerateFiles(FullPath, pattern)).Order().ToList();
        files.ForEach(File.Delete);
        return files;
    }

    // The operating system releases the lock however the process ends.
    private FileStream? TakeLock()
    {
        var file = Path.Combine(FullPath, ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }
}
