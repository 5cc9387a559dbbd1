using System.Collections.Concurrent;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AllInOne.Banks;

/// <summary>The first bank, and the tenants beside it: each a whole bank of its own, below its own issuer.</summary>
internal sealed class Estate(IConfiguration configuration, TestingKey key, ILoggerFactory logging) : IAsyncDisposable
{
    private const string Below = "/t/";
    private const string WellKnown = "/.well-known/";

    private readonly string? _temporary = configuration["Data:Folder"] is { Length: > 0 } ? null : Directory.CreateTempSubdirectory("oauthdemo-").FullName;
    private readonly ConcurrentDictionary<string, Bank> _tenants = new(StringComparer.Ordinal);
    // To start a bank is mostly work for a processor. More starts at once would only delay each other, and the requests to other banks.
    private readonly SemaphoreSlim _starts = new(Environment.ProcessorCount);
    private volatile Bank? _first;

    public Bank First => _first ?? throw new InvalidOperationException("The bank is not open yet.");

    public bool IsOpen => _first is not null;

    public IEnumerable<string> Tenants => _tenants.Keys.Order(StringComparer.Ordinal);

    /// <summary>Opens the testing API, here and at every tenant.</summary>
    public TestingKey Key => key;

    /// <param name="listening">
    /// The addresses of the public listener. Unless a setting names another issuer, it is the first https address, or else the first.
    /// </param>
    public async Task OpenAsync(IReadOnlyList<Uri> listening)
    {
        var issuer = configuration["OAuth:Issuer"] is { Length: > 0 } configured
            ? new Uri(configured.TrimEnd('/') + '/')
            : Reachable(listening.FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps) ?? listening[0]);
        _first = await Bank.StartAsync(Settings(issuer, Folder));
        Console.WriteLine($"Harbour Bank is open at {issuer}");
    }

    /// <returns>Null if there is a tenant of that name.</returns>
    public async Task<Bank?> AddTenantAsync(string name)
    {
        await _starts.WaitAsync();
        try
        {
            if (_tenants.ContainsKey(name)) return null;
            var settings = Settings(new Uri(First.Issuer, $"t/{name}/"), Path.Combine(Folder, "t", name));
            var bank = await Bank.StartAsync(settings with { IsTenant = true });
            if (_tenants.TryAdd(name, bank)) return bank;
            await bank.DisposeAsync();
            return null;
        }
        finally
        {
            _starts.Release();
        }
    }

    public async Task<bool> RemoveTenantAsync(string name)
    {
        if (!_tenants.TryRemove(name, out var bank)) return false;
        await bank.DisposeAsync();
        return true;
    }

    /// <summary>Which bank a request is for, and what of the path is for that bank to read.</summary>
    public Bank? For(string asked, out string path)
    {
        path = asked;
        if (Tenant(asked, Below) is { } direct)
            return Take(direct.Name, direct.Path, out path);
        // RFC 8414 §3.1: of an issuer with a path, the metadata is found between host and path as well.
        var second = asked.StartsWith(WellKnown, StringComparison.Ordinal) ? asked.IndexOf('/', WellKnown.Length) : -1;
        if (second > 0 && Tenant(asked[second..], Below) is { Path: "/" } described)
            return Take(described.Name, asked[..second], out path);
        return _first;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_tenants.Keys.Select(RemoveTenantAsync));
        if (_first is { } first) await first.DisposeAsync();
        _starts.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    private string Folder => _temporary ?? configuration["Data:Folder"]!;

    private Bank? Take(string name, string rest, out string path)
    {
        path = rest;
        return _tenants.GetValueOrDefault(name);
    }

    private static (string Name, string Path)? Tenant(string path, string below)
    {
        if (!path.StartsWith(below, StringComparison.Ordinal)) return null;
        var end = path.IndexOf('/', below.Length);
        return end < 0 ? (path[below.Length..], "/") : (path[below.Length..end], path[end..]);
    }

    private BankSettings Settings(Uri issuer, string folder) => new(issuer, Path.GetFullPath(folder), key.Value, configuration, configuration["ENVIRONMENT"] ?? Environments.Development, logging);

    // Who listens at every address is asked at this machine.
    private static Uri Reachable(Uri listening) =>
        listening.Host is "0.0.0.0" or "[::]" or "*" or "+" ? new UriBuilder(listening) { Host = "localhost" }.Uri : listening;
}
