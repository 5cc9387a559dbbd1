namespace OAuthDemo.Benchmarks.Systems;

/// <summary>Where things are that were built together with this program.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Whether this is what measuring makes sense for.</summary>
    public static bool IsRelease => Configuration == "release";

    public static string Program(string project) => Path.Combine(Root, "artifacts", "bin", project, Configuration, $"OAuthDemo.{project}.dll");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "OAuthDemo.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
