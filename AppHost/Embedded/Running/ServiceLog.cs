namespace OAuthDemo.AppHost.Embedded;

/// <summary>What one service says: kept in a file, its last lines in memory, each line handed on. Secrets are blotted out before anybody sees them.</summary>
internal sealed class ServiceLog : IDisposable
{
    private const int LinesToRemember = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new(LinesToRemember);
    private readonly StreamWriter _file;
    private readonly IReadOnlyList<string> _secrets;
    private readonly Action<string> _show;

    /// <param name="folder">Where the file is kept; the file of the start before is kept beside it.</param>
    /// <param name="name">The service.</param>
    /// <param name="secrets">What must not be shown.</param>
    /// <param name="show">Receives each line.</param>
    public ServiceLog(string folder, string name, IReadOnlyList<string> secrets, Action<string> show)
    {
        _secrets = secrets;
        _show = show;
        FilePath = Path.Combine(folder, $"{name}.log");
        if (File.Exists(FilePath))
            File.Move(FilePath, Path.Combine(folder, $"{name}.previous.log"), overwrite: true);
        _file = new StreamWriter(new FileStream(FilePath, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public string FilePath { get; }

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lock)
                return [.. _last];
        }
    }

    public async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            Add(_secrets.Aggregate(line, (text, secret) => text.Replace(secret, "(secret)", StringComparison.Ordinal)));
    }

    public void Dispose() => _file.Dispose();

    private void Add(string line)
    {
        lock (_lock)
        {
            if (_last.Count == LinesToRemember)
                _last.Dequeue();
            _last.Enqueue(line);
            _file.WriteLine(line);
            _show(line);
        }
    }
}
