namespace OAuthDemo.Stores;

/// <summary>A lock among the processes of one machine. The system gives it back however its holder ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    public static async Task<IAsyncDisposable> TakeAsync(string file)
    {
        for (var waited = TimeSpan.Zero; ; waited += _look)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < _patience && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            {
                await Task.Delay(_look);
            }
        }
    }
}
