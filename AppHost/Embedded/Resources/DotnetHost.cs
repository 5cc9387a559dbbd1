using System.Runtime.InteropServices;

namespace OAuthDemo.AppHost.Embedded;

internal static class DotnetHost
{
    /// <summary>The <c>dotnet</c> that carries the runtime in use: services get the same one, whatever PATH says.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // …/shared/Microsoft.NETCore.App/10.0.0/
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }
}
