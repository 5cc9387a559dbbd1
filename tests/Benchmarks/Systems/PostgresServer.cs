using System.Diagnostics;
using Npgsql;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// Databases of PostgreSQL for one run: on a server that was named, or on one of its own, on loopback, with its files in a folder of its own and its settings as they
/// come, so it waits for the disk. The databases, and that server, are gone afterwards.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly ServiceProcess? _process;
    private readonly string? _folder;
    private readonly string _prefix = $"oauthdemo-benchmark-{Guid.NewGuid():N}";
    private readonly List<string> _databases = [];

    private PostgresServer(string server, ServiceProcess? process = null, string? folder = null) => (_server, _process, _folder) = (new(server), process, folder);

    /// <summary>Where PostgreSQL is installed on this machine, if it is.</summary>
    private static string? Programs { get; } = Find();

    /// <summary>Starts one if that is possible.</summary>
    /// <param name="server">The connection string of a server that is there, or null.</param>
    /// <returns>Null if none is named and none is installed.</returns>
    public static async Task<PostgresServer?> FindAsync(string? server) =>
        server is not null ? new(server) : Programs is not null ? await StartAsync(Programs) : null;

    /// <summary>A connection string for a database that nobody else has.</summary>
    public string DatabaseOf(string service)
    {
        _databases.Add($"{_prefix}-{service}");
        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _databases[^1] }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            await DropAsync();
        else
            await _process.DisposeAsync();
        if (_folder is not null)
            Remains.DeleteFolder(_folder);
    }

    private static string? Find() => new[] { "/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql" }.Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateDirectories(root).Append(root)).Select(root => Path.Combine(root, "bin"))
        .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault();

    private static async Task<PostgresServer> StartAsync(string programs)
    {
        var (folder, port) = (Remains.NewFolder("postgres"), FreePorts.Next());
        var data = Path.Combine(folder, "data");
        string[] asOther = [];
        if (Environment.IsPrivilegedProcess) // PostgreSQL refuses to run as root
        {
            var user = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
            asOther = ["setpriv", $"--reuid={user}", $"--regid={await OutputAsync(["id", "-g", user])}", "--clear-groups"];
            await OutputAsync(["chown", user, folder]);
        }

        await OutputAsync([.. asOther, Path.Combine(programs, "initdb"), "-D", data, "-U", "benchmark", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        var process = ServiceProcess.Launch("PostgreSQL", folder,
            [.. asOther, Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}"],
            port, new Dictionary<string, string>(), signal: "INT"); // does not wait for those who are connected
        var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=benchmark", process, folder);
        await process.UntilAsync(server.AnswersAsync);
        return server;
    }

    private static async Task<string> OutputAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output[0].Trim() : throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{output[1]}");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = await OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task DropAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var database in _databases)
        {
#pragma warning disable CA2100 // A name cannot be a parameter; this one holds letters, digits and hyphens.
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)", connection);
#pragma warning restore CA2100
            await drop.ExecuteNonQueryAsync();
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
