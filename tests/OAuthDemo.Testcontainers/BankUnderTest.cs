using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Testcontainers;

/// <summary>The bank at an issuer, and its testing API, which another language can use as well: it is described at <c>{issuer}testing/openapi.json</c>.</summary>
public sealed class BankUnderTest : IDisposable
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly SocketsHttpHandler _sockets;
    private readonly ConcurrentDictionary<string, PersonDescription> _people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ClientDescription> _clients = new(StringComparer.Ordinal);
    private readonly string _key;
    private readonly BankSeed _seed;
    private readonly HttpClient _testing;
    private readonly HttpClient _http;

    private BankUnderTest(Uri issuer, string key, BankSeed seed, X509Certificate2? certificate)
    {
        (Issuer, _key, _seed, Certificate) = (issuer, key, seed, certificate);
        _sockets = ReachingTheBank.CreateHandler(certificate);
        foreach (var (name, password) in new[] { ("alice", "alice-demo-1"), ("bob", "bob-demo-2"), ("carol", "carol-demo-3") })
            _people[name] = new(name, password);
        _testing = new HttpClient(_sockets, disposeHandler: false) { BaseAddress = new(issuer, "testing/") };
        // On a busy machine the last of many tenants waits for minutes until it is its turn to start.
        _testing.Timeout = TimeSpan.FromMinutes(10);
        _testing.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _http = new HttpClient(new ExchangeRecorder(Role.Client, new(issuer), Log, _sockets), disposeHandler: false) { BaseAddress = issuer };
    }

    /// <summary>The issuer.</summary>
    public Uri Issuer { get; }

    /// <summary>The certificate of a bank over https, without its private key; null over http.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The bank's time.</summary>
    public BankClock Clock { get; } = new();

    /// <summary>What the kit itself sent for this bank's tests, and what came back, secrets shortened: print it when a test fails.</summary>
    public ExchangeLog Log { get; } = new();

    /// <summary>Speaks to a bank that runs, and gives it what a test wants it to have.</summary>
    /// <param name="issuer">Its issuer, with its trailing slash.</param>
    /// <param name="key">Opens its testing API.</param>
    /// <param name="seed">What it is to have.</param>
    /// <param name="certificate">Over https, the one certificate to trust; without it, those that the machine trusts.</param>
    public static async Task<BankUnderTest> OpenAsync(Uri issuer, string key, BankSeed? seed = null, X509Certificate2? certificate = null)
    {
        var bank = new BankUnderTest(issuer, key, seed ?? new(), certificate);
        await bank._seed.SowAsync(bank).ConfigureAwait(false);
        return bank;
    }

    internal HttpMessageHandler Sockets => _sockets;

    internal HttpClient Http => _http;

    internal PersonDescription Person(string userName) =>
        _people.GetValueOrDefault(userName) ?? throw new ArgumentException($"The bank was given no person {userName}.", nameof(userName));

    internal ClientDescription Client(string id) =>
        _clients.GetValueOrDefault(id) ?? throw new ArgumentException($"The bank was given no client {id}.", nameof(id));

    internal async Task AddPersonAsync(PersonDescription person)
    {
        await AskAsync(HttpMethod.Post, "people", person).ConfigureAwait(false);
        _people[person.UserName] = person;
    }

    internal async Task<string?> AddClientAsync(ClientDescription client)
    {
        var added = await AskAsync(HttpMethod.Post, "clients", client).ConfigureAwait(false);
        _clients[client.Id] = client with { Secret = (string?)added?["secret"] };
        return _clients[client.Id].Secret;
    }

    internal Task AddScopeAsync(ScopeDescription scope) => AskAsync(HttpMethod.Post, "scopes", scope);

    internal async Task AddSeedAsync(JsonObject seed)
    {
        await AskAsync(HttpMethod.Post, "seed", seed).ConfigureAwait(false);
        foreach (var person in seed["people"] as JsonArray ?? [])
            _people[(string)person!["userName"]!] = new((string)person["userName"]!, (string)person["password"]!);
        foreach (var client in seed["clients"] as JsonArray ?? [])
            _clients[(string)client!["id"]!] = client.Deserialize<ClientDescription>(_json)!;
    }

    internal async Task AdvanceClockAsync(TimeSpan by)
    {
        var clock = await AskAsync(HttpMethod.Post, "clock", new { advanceSeconds = by.TotalSeconds }).ConfigureAwait(false);
        Clock.Set(TimeSpan.FromSeconds((double)clock!["aheadSeconds"]!));
    }

    internal async Task ResetAsync()
    {
        await AskAsync(HttpMethod.Post, "reset").ConfigureAwait(false);
        Clock.Set(TimeSpan.Zero);
        _clients.Clear();
        await _seed.SowAsync(this).ConfigureAwait(false);
    }

    internal async Task<BankUnderTest> AddTenantAsync(BankSeed? seed, string? name)
    {
        var tenant = await AskAsync(HttpMethod.Post, "tenants", new { name }).ConfigureAwait(false);
        return await OpenAsync(new((string)tenant!["issuer"]!), _key, seed, Certificate).ConfigureAwait(false);
    }

    internal Task RemoveTenantAsync(Uri issuer) => AskAsync(HttpMethod.Delete, $"tenants/{issuer.Segments[^1].TrimEnd('/')}");

    internal async Task<JsonNode?> AskAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: _json) };
        using var response = await _testing.SendAsync(request).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new BankRefusedException($"{method} testing/{path} was answered {(int)response.StatusCode}: {Detail(text)}");
        return text.Length == 0 || response.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(text);
    }

    internal async Task<IReadOnlyList<BankExchange>> ExchangesAsync() =>
        (await AskAsync(HttpMethod.Get, "exchanges").ConfigureAwait(false)).Deserialize<IReadOnlyList<BankExchange>>(_json)!;

    internal async Task<TokenAnswer> AskForTokenAsync(ClientDescription client, params (string Name, string Value)[] form)
    {
        var fields = form.Select(field => KeyValuePair.Create(field.Name, field.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, "connect/token")
        {
            Content = new FormUrlEncodedContent(client.Secret is null ? fields.Prepend(new("client_id", client.Id)) : fields),
        };
        if (client.Secret is { } secret) // RFC 6749 §2.3.1
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client.Id)}:{Uri.EscapeDataString(secret)}")));
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<TokenAnswer>(text)!
            : throw new BankRefusedException($"The token endpoint answered {(int)response.StatusCode}: {text}");
    }

    internal static string RandomText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Closes its connections. The bank goes on.</summary>
    public void Dispose()
    {
        _testing.Dispose();
        _http.Dispose();
        _sockets.Dispose();
    }

    private static string Detail(string text)
    {
        try
        {
            return (string?)JsonNode.Parse(text)?["detail"] ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
