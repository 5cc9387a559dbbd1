using System.Text.Json;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>A bank that is being read from its files; it becomes one only if nothing in them is wrong.</summary>
/// <param name="configuration">Addresses and secrets, which stand in no file.</param>
/// <param name="environment">Where it opens.</param>
/// <param name="basis">A bank that it continues.</param>
internal sealed class BankDraft(IConfiguration configuration, IHostEnvironment environment, Bank? basis = null)
{
    private readonly List<string> _mistakes = [];
    private readonly Dictionary<string, BankScope> _scopes = (basis?.Scopes ?? []).ToDictionary(scope => scope.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, BankPerson> _people = (basis?.People ?? []).ToDictionary(person => person.UserName, StringComparer.Ordinal);
    private readonly Dictionary<string, BankClient> _clients = (basis?.Clients ?? []).ToDictionary(client => client.Id, StringComparer.Ordinal);
    private bool _overlay = basis is not null;

    public void Add(string file, string text)
    {
        if (Parse(file, text) is not { } root)
            return;
        foreach (var (name, place) in root.Properties.Where(property => property.Key is not ("scopes" or "people" or "clients")))
            _mistakes.Add($"{file}({place.Line}): {name} is unknown; known are scopes, people, clients");
        Read(file, root, "scopes", entry => Keep(_scopes, entry, "name", ReadScope(entry), scope => scope.Name));
        Read(file, root, "people", entry => Keep(_people, entry, "userName", ReadPerson(entry), person => person.UserName));
        var clients = new ClientReader(configuration, environment, _scopes, secretsAllowed: _overlay);
        Read(file, root, "clients", entry => Keep(_clients, entry, "id", clients.Read(entry), client => client.Id));
        _overlay = true;
    }

    public Bank ToBank() => _mistakes.Count > 0
        ? throw new ConfigurationMistake(_mistakes)
        : new Bank([.. _clients.Values], [.. _scopes.Values], [.. _people.Values]);

    private JsonPlace? Parse(string file, string text)
    {
        try
        {
            return JsonPlace.Parse(text);
        }
        catch (JsonException exception)
        {
            var reason = exception.Message.Split(" LineNumber:")[0];
            _mistakes.Add($"{file}({exception.LineNumber + 1}): this is not JSON: {reason}");
            return null;
        }
    }

    private void Read(string file, JsonPlace root, string section, Action<Entry> read)
    {
        if (root.Properties.GetValueOrDefault(section) is not { } list)
            return;
        if (!list.IsArray)
            _mistakes.Add($"{file}({list.Line}): {section} must be a list");
        foreach (var place in list.Items)
        {
            var entry = new Entry(file, place, _mistakes);
            read(entry);
            entry.RefuseTheRest();
        }
    }

    private static void Keep<T>(Dictionary<string, T> all, Entry entry, string key, T value, Func<T, string> name)
    {
        if (!all.TryAdd(name(value), value))
            entry.Mistake(key, "is used twice");
    }

    private static BankScope ReadScope(Entry entry) => new()
    {
        Name = entry.Text("name"),
        Title = entry.Text("title"),
        Sentence = entry.Text("sentence"),
        Developer = entry.OptionalText("developer"),
        OpenBanking = entry.OptionalText("openBanking"),
        Optional = entry.Flag("optional"),
        PerAccount = entry.Flag("perAccount"),
        PerPayment = entry.Flag("perPayment"),
        MachineOnly = entry.Flag("machineOnly"),
        Resource = ReadResource(entry),
    };

    private static string? ReadResource(Entry entry)
    {
        var resource = entry.OptionalText("resource");
        if (resource is not null && (!Uri.TryCreate(resource, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0))
            entry.Mistake("resource", $"is {resource}, which is not an absolute URI without a fragment (RFC 8707 §2)");
        return resource;
    }

    private BankPerson ReadPerson(Entry entry)
    {
        if (environment.IsProduction())
            entry.Mistake("userName", "is a demo person, whose password is in a file; Production has none");
        return new(entry.Text("userName"), entry.Text("password"), entry.Text("displayName"), entry.Text("email"), entry.Text("customerNumber"));
    }
}
