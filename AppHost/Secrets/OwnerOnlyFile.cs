namespace OAuthDemo.AppHost;

/// <summary>A file that only its owner can read.</summary>
internal static class OwnerOnlyFile
{
    // Complete or not at all: a half-written file would be a start that fails for no visible reason.
    public static void Write(string file, Action<Stream> write)
    {
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
            write(stream);
        File.Move(draft, file, overwrite: true);
    }
}
