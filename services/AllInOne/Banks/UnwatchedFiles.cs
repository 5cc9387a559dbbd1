using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace OAuthDemo.AllInOne.Banks;

/// <summary>Files that do not change while the process runs. To watch them would take one inotify instance for each bank.</summary>
internal sealed class UnwatchedFiles(IFileProvider files) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
