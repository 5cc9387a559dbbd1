using System.Text.Json.Nodes;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol.Clients;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>
/// Lets the bank's clients, scopes and people grow while it is open. What is added is read as if it stood in bank.json, and refused like that. It is kept in
/// the memory of this instance, except for people, whom the store knows.
/// </summary>
internal sealed class ChangingBank(Bank bank, ClientEntries clients, IConfiguration configuration, IHostEnvironment environment, IServiceScopeFactory scopes) : IDisposable
{
    private readonly Bank _asShipped = new(bank.Clients, bank.Scopes, bank.People);
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public IReadOnlyList<BankPerson> ShippedPeople => _asShipped.People;

    /// <param name="entries">In the shape of bank.json.</param>
    /// <param name="settings">What such a file does not say itself, e.g. <c>ClientKeys:robot</c>.</param>
    /// <exception cref="ConfigurationMistake">Names every mistake with its line.</exception>
    public async Task AddAsync(string entries, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var known = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(settings ?? []).Build();
            var draft = new BankDraft(known, environment, bank);
            draft.Add("request", entries);
            await BecomeAsync(draft.ToBank());
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public Task AddAsync<T>(string section, T entry, IEnumerable<KeyValuePair<string, string?>>? settings = null) =>
        AddAsync(new JsonObject { [section] = new JsonArray(CatalogueEntries.ToJson(entry)) }.ToJsonString(), settings);

    public async Task ReturnAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await BecomeAsync(_asShipped);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task BecomeAsync(Bank next)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.WelcomePeopleAsync(next);
        bank.Become(next);
        await clients.OpenAsync(scope.ServiceProvider.GetRequiredService<AuthorizationDb>());
    }
}
