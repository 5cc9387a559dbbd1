using System.IO.MemoryMappedFiles;

namespace OAuthDemo.ServiceDefaults.Testing;

/// <summary>
/// The clock of a system under test: it runs on with the real one, ahead of it by as much as a test has said. How far ahead stands in a file that every
/// service of the system maps, so that all of them read the same time at once.
/// </summary>
public sealed class TestClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _ahead;
    private readonly Lock _gate = new();

    /// <param name="file">The file; it is made when it is missing.</param>
    public TestClock(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _file = MemoryMappedFile.CreateFromFile(stream, mapName: null, sizeof(long), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _ahead = _file.CreateViewAccessor(0, sizeof(long));
    }

    /// <summary>How far it is ahead of the real time.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(_ahead.ReadInt64(0));

    /// <summary>Moves it ahead; timers that already run keep their real length.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by.Ticks, nameof(by));
        lock (_gate) _ahead.Write(0, _ahead.ReadInt64(0) + by.Ticks);
    }

    /// <summary>Brings it back to the real time: for a system that begins anew.</summary>
    public void Return()
    {
        lock (_gate) _ahead.Write(0, 0L);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ahead.Dispose();
        _file.Dispose();
    }
}
