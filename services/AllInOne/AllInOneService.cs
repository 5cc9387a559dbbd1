using OAuthDemo.AllInOne.Banks;
using OAuthDemo.AllInOne.Front;

namespace OAuthDemo.AllInOne;

/// <summary>
/// The authorization server, the bank's API and the gateway in one process on one port, for somebody's tests. Every service is the real one, with its own
/// store and its own socket; only the door to the street is shared.
/// </summary>
public sealed class AllInOneService : IAsyncDisposable
{
    private readonly WebApplication _door;
    private readonly Estate _estate;

    private AllInOneService(WebApplication door, Estate estate) => (_door, _estate) = (door, estate);

    /// <summary>The issuer of the first bank; each tenant has one of its own below it, <c>t/&lt;name&gt;/</c>.</summary>
    public Uri Issuer => _estate.First.Issuer;

    /// <summary>Opens the testing API.</summary>
    public string TestingKey => _estate.Key.Value;

    /// <summary>Starts everything and returns when the bank is open. While it starts, <c>/health</c> answers 503.</summary>
    /// <param name="args">
    /// Settings as on the command line, e.g. <c>--urls=http://127.0.0.1:0</c>, <c>--OAuth:Issuer=http://bank.example:8080/</c>,
    /// <c>--Testing:Key=…</c>, <c>--Data:Folder=/data</c>; for an https address also Kestrel's own, such as
    /// <c>--Kestrel:Certificates:Default:Path=…</c>. All that the services themselves know goes to them. Environment variables count as well.
    /// </param>
    public static async Task<AllInOneService> StartAsync(params string[] args)
    {
        var door = StreetDoor.Build(args, out var estate);
        try
        {
            await door.StartAsync();
            await estate.OpenAsync([.. door.Urls.Select(url => new Uri(url))]);
            return new(door, estate);
        }
        catch
        {
            await door.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process is asked to stop, and every request that had come in is answered.</summary>
    public Task UntilStoppedAsync() => _door.WaitForShutdownAsync();

    /// <summary>Stops everything; what was kept in a folder that nobody named is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _door.StopAsync();
        await _door.DisposeAsync();
    }
}
