using System.Collections.Frozen;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>What the bank has written down in bank.json: its clients, its scopes, its first customers.</summary>
internal sealed class Bank(IReadOnlyList<BankClient> clients, IReadOnlyList<BankScope> scopes, IReadOnlyList<BankPerson> people)
{
    private readonly FrozenDictionary<string, BankClient> _clients = clients.ToFrozenDictionary(client => client.Id, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, BankScope> _scopes = scopes.ToFrozenDictionary(scope => scope.Name, StringComparer.Ordinal);

    public IReadOnlyList<BankClient> Clients => clients;

    /// <summary>In the order in which a person should read them.</summary>
    public IReadOnlyList<BankScope> Scopes => scopes;

    public IReadOnlyList<BankPerson> People => people;

    public BankClient? Client(string? id) => id is null ? null : _clients.GetValueOrDefault(id);

    public BankScope? Scope(string name) => _scopes.GetValueOrDefault(name);

    /// <summary>Those of the names that exist, in the catalogue's order.</summary>
    public IEnumerable<BankScope> Named(IReadOnlyCollection<string> names) => scopes.Where(scope => names.Contains(scope.Name));
}
