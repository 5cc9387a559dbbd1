using System.Runtime.CompilerServices;

namespace OAuthDemo.Integration.Demo;

/// <summary>
/// Hosts in the tests' process, and programs that they start, watch no settings files: each watcher takes one of the 128 inotify
/// instances of a user, and many systems run at once.
/// </summary>
internal static class SettingsOfThisProcess
{
    private static readonly string[] _reload = ["DOTNET_hostBuilder__reloadConfigOnChange", "ASPNETCORE_hostBuilder__reloadConfigOnChange"];

    /// <summary>For a program that is to run as it does for its users.</summary>
    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        foreach (var name in _reload)
            environment.Remove(name);
    }

    [ModuleInitializer]
    internal static void Set()
    {
        foreach (var name in _reload)
            Environment.SetEnvironmentVariable(name, "false");
    }
}
