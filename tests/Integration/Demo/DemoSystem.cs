using System.Text;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Integration.Demo;

/// <summary>
/// The bank, its gateway and the finance aggregator in one process: real services on real ports, with a data folder, secrets and
/// a clock of their own. Several may run at once. As a fixture it is shared; a test that moves the clock or breaks something starts
/// its own.
/// </summary>
public sealed class DemoSystem : IAsyncLifetime
{
    private readonly HttpMessageHandler _sockets;
    private int _guests;

    /// <summary>A system as it is shared by tests that leave its clock alone.</summary>
    public DemoSystem()
        : this(new DemoOptions { Guests = 30 })
    {
    }

    private DemoSystem(DemoOptions options)
    {
        Setup = new(options);
        Addresses = new(Setup.Issuer, Setup.Aggregator);
        Services = [.. Setup.Services(Clock, Log)];
        var sockets = ReachingTheBank.CreateHandler(Setup.Certificate);
        sockets.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8; // what does not belong in a header can be sent in one
        _sockets = new SecretCollector(Secrets) { InnerHandler = sockets };
    }

    /// <summary>The issuer: the gateway's address.</summary>
    public Uri Issuer => Setup.Issuer;

    /// <summary>Which address plays which role.</summary>
    public Addresses Addresses { get; }

    /// <summary>The clock of all services, and of the browsers' cookies.</summary>
    public DemoClock Clock { get; } = new();

    /// <summary>What all services wrote to their logs.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Every secret that went over the wire to or from a browser or client of this system, or was given to it at start.</summary>
    public SecretCollection Secrets { get; } = new();

    /// <summary>All services; the bank's API may be there more than once.</summary>
    public IReadOnlyList<DemoService> Services { get; }

    /// <summary>The key of the client <c>robot</c>, which has no secret.</summary>
    public ClientKey RobotKey => Setup.RobotKey;

    /// <summary>The file of the certificate that a program has to trust; null where it has not, or is not told to.</summary>
    public string? TrustedCertificate => Setup.TrustedCertificate;

    internal DemoSetup Setup { get; }

    /// <summary>A system of one's own of which nothing runs yet. Dispose it.</summary>
    public static DemoSystem Prepare(DemoOptions options) => new(options);

    /// <summary>Starts a system of one's own. Dispose it.</summary>
    public static async Task<DemoSystem> StartAsync(DemoOptions? options = null)
    {
        var demo = Prepare(options ?? new());
        try
        {
            await demo.InitializeAsync();
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var secret in Setup.ClientSecrets.Values)
            Secrets.Add(secret);
        await StartAllAsync();
    }

    /// <summary>Starts all services that are stopped.</summary>
    public async Task StartAllAsync()
    {
        await Task.WhenAll(Behind.Select(service => service.StartAsync()));
        await Task.WhenAll(InFront.Select(service => service.StartAsync()));
    }

    /// <summary>Stops all services; their data folder and ports stay.</summary>
    public async Task StopAllAsync()
    {
        await Task.WhenAll(InFront.Select(service => service.StopAsync()));
        await Task.WhenAll(Behind.Select(service => service.StopAsync()));
    }

    /// <summary>The service of a resource name; the first one of several.</summary>
    public DemoService Service(string name) => Services.First(service => service.Name == name);

    /// <summary>Moves the clock of every service ahead.</summary>
    public void AdvanceClock(TimeSpan by) => Clock.Advance(by);

    /// <summary>A browser with a session of its own; it stops where a redirect leaves the bank and the aggregator.</summary>
    public Browser Browser()
    {
        TestExchanges.Used(this);
        return new(Addresses, _sockets, TestExchanges.Log, Clock, TestContext.Current.CancellationToken) { StopBefore = target => !AtHome(target) };
    }

    /// <summary>A customer of the bank at a browser of her own, not signed in.</summary>
    public Person Person(string userName = "alice") => new(Browser(), userName, TestPeople.Password(userName));

    /// <summary>A customer of the shared system of whom neither the bank nor the aggregator remembers anything; she shares Alice's accounts.</summary>
    public Person NewPerson() => Person($"guest-{Interlocked.Increment(ref _guests)}");

    /// <summary>A customer of the bank who has signed in.</summary>
    public async Task<Person> SignedInAsync(string userName = "alice")
    {
        var person = Person(userName);
        await person.Browser.GoAsync(Addresses.AtBank("login"));
        (await person.SignInAsync()).Name.ShouldNotBe("login", $"{userName} should be signed in");
        return person;
    }

    /// <summary>A program that sends plain requests, follows no redirect and keeps no cookie.</summary>
    public TestHttp Http()
    {
        TestExchanges.Used(this);
        var recorder = new ExchangeRecorder(Role.Client, Addresses, TestExchanges.Log, _sockets);
        return new(new HttpClient(recorder, disposeHandler: false) { BaseAddress = Issuer });
    }

    /// <summary>A client that is registered at the bank, in the test's hands.</summary>
    public TestClient Client(string id = "other-app") => Setup.Client(id, this);

    /// <summary>Starts a flow explorer beside the system. Dispose it.</summary>
    public async Task<DemoService> StartFlowExplorerAsync()
    {
        var service = Setup.FlowExplorer(Clock, Log);
        await service.StartAsync();
        return service;
    }

    /// <summary>Starts one more instance of the bank's API with other settings, behind no gateway. Dispose it.</summary>
    public async Task<DemoService> StartAnotherBankApiAsync(params (string Name, string Value)[] settings)
    {
        var service = Setup.AnotherBankApi(Clock, Log, settings);
        await service.StartAsync();
        return service;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        _sockets.Dispose();
        Setup.Dispose();
    }

    private IEnumerable<DemoService> InFront => Services.Except(Behind);

    // What others ask from their first moment on.
    private IEnumerable<DemoService> Behind => Services.Where(service => service.Name is "authorization-server" or "bank-api");

    private bool AtHome(Uri target) => target.Authority == Issuer.Authority || target.Authority == Setup.Aggregator.Authority;
}
