using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>What the bank has written down in bank.json: its clients, its scopes, its first customers.</summary>
internal sealed class Bank(IReadOnlyList<BankClient> clients, IReadOnlyList<BankScope> scopes, IReadOnlyList<BankPerson> people)
{
    private volatile Contents _now = new(clients, scopes, people);
    private ConfigurationReloadToken _change = new();

    public IReadOnlyList<BankClient> Clients => _now.Clients;

    /// <summary>In the order in which a person should read them.</summary>
    public IReadOnlyList<BankScope> Scopes => _now.Scopes;

    public IReadOnlyList<BankPerson> People => _now.People;

    /// <summary>Fires when it becomes another one.</summary>
    public IChangeToken Changing => _change;

    public BankClient? Client(string? id) => id is null ? null : _now.ById.GetValueOrDefault(id);

    public BankScope? Scope(string name) => _now.ByName.GetValueOrDefault(name);

    /// <summary>Those of the names that exist, in the catalogue's order.</summary>
    public IEnumerable<BankScope> Named(IReadOnlyCollection<string> names) => Scopes.Where(scope => names.Contains(scope.Name));

    /// <summary>Holds from now on what another one holds. Only somebody's tests change a bank that is open.</summary>
    public void Become(Bank other)
    {
        _now = other._now;
        Interlocked.Exchange(ref _change, new ConfigurationReloadToken()).OnReload();
    }

    private sealed record Contents(IReadOnlyList<BankClient> Clients, IReadOnlyList<BankScope> Scopes, IReadOnlyList<BankPerson> People)
    {
        public FrozenDictionary<string, BankClient> ById { get; } = Clients.ToFrozenDictionary(client => client.Id, StringComparer.Ordinal);

        public FrozenDictionary<string, BankScope> ByName { get; } = Scopes.ToFrozenDictionary(scope => scope.Name, StringComparer.Ordinal);
    }
}
