using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OAuthDemo.Testcontainers;

/// <summary>What a bank has from its first moment on beside what it ships, in the order in which it was said. It is there again after a reset.</summary>
public sealed record BankSeed
{
    private readonly ImmutableList<Func<BankUnderTest, Task>> _steps = [];

    /// <summary>With a customer.</summary>
    public BankSeed WithPerson(PersonDescription person) => With(bank => bank.AddPersonAsync(person));

    /// <summary>With a client. A secret that is not given is made here, so that it stays the same after a reset.</summary>
    public BankSeed WithClient(ClientDescription client)
    {
        var known = client.Type == "public" ? client : client with { Secret = client.Secret ?? BankUnderTest.RandomText() };
        return With(bank => bank.AddClientAsync(known));
    }

    /// <summary>With a scope.</summary>
    public BankSeed WithScope(ScopeDescription scope) => With(bank => bank.AddScopeAsync(scope));

    /// <summary>With everything of a file in the shape of the bank's own bank.json: scopes, people, clients.</summary>
    public BankSeed WithFile(string path)
    {
        var text = File.ReadAllText(path);
        return With(bank => bank.AddSeedAsync((JsonObject)JsonNode.Parse(text)!));
    }

    internal async Task SowAsync(BankUnderTest bank)
    {
        foreach (var step in _steps)
            await step(bank).ConfigureAwait(false);
    }

    private BankSeed With(Func<BankUnderTest, Task> step) => new(_steps.Add(step));

    private BankSeed(ImmutableList<Func<BankUnderTest, Task>> steps) => _steps = steps;

    /// <summary>Nothing yet.</summary>
    public BankSeed()
    {
    }
}
