using System.ComponentModel;
using System.Diagnostics;

namespace OAuthDemo.AppHost;

/// <summary>The container engine that Aspire would use. Without one, Aspire waits for a container without saying so in the terminal.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Finds the engine that answers.</summary>
    /// <param name="configured">The engine's command, as in Aspire's setting ASPIRE_CONTAINER_RUNTIME; null for Docker or Podman.</param>
    /// <param name="purpose">The option that needs a container.</param>
    /// <returns>The engine's command.</returns>
    /// <exception cref="DistributedApplicationException">None answers.</exception>
    public static async Task<string> FindAsync(string? configured, string purpose)
    {
        foreach (var engine in configured is null ? ["docker", "podman"] : (string[])[configured])
        {
            if (await RunAsync(engine, "version"))
                return engine;
        }

        throw new DistributedApplicationException(
            $"{purpose} starts a container, and no container engine answers: start Docker or Podman, or give the connection string of a server, as in "
            + "--postgres \"Host=…;Username=…;Password=…\".");
    }

    /// <summary>Removes a volume, if it exists. The container of an AppHost that has just stopped may hold it for a few seconds.</summary>
    /// <exception cref="DistributedApplicationException">A container uses it.</exception>
    public static async Task RemoveVolumeAsync(string engine, string volume)
    {
        for (var clock = Stopwatch.StartNew(); !await RunAsync(engine, "volume", "rm", "--force", volume); await Task.Delay(TimeSpan.FromMilliseconds(500)))
        {
            if (clock.Elapsed > Timeout)
                throw new DistributedApplicationException($"The volume {volume} is used by a container: stop that before --reset.");
        }
    }

    private static async Task<bool> RunAsync(string engine, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(engine, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var timeout = new CancellationTokenSource(Timeout);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0;
        }
        catch (Exception absent) when (absent is Win32Exception or OperationCanceledException)
        {
            return false;
        }
    }
}
