using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.AuthorizationServer.Testing;

/// <summary>People, clients and scopes of a test's own.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogue(this RouteGroupBuilder testing)
    {
        testing.MapPost("/people", (NewPerson person, ChangingBank bank, AccountsOfPeople accounts) => CheckedAsync<Created<AddedPerson>>(async () =>
            TypedResults.Created((string?)null, await AddAsync(person, bank, accounts)))).WithSummary("Adds a customer who can sign in.");
        testing.MapPost("/clients", (NewClient client, ChangingBank changing, Bank bank) => CheckedAsync<Created<AddedClient>>(async () =>
            TypedResults.Created((string?)null, await AddAsync(client, changing, bank)))).WithSummary("Registers a client. A secret that is made for it is said this once.");
        testing.MapPost("/scopes", (NewScope scope, ChangingBank bank) => CheckedAsync<Created>(async () =>
        {
            await bank.AddAsync("scopes", Filled(scope));
            return TypedResults.Created();
        })).WithSummary("Adds a scope, of the bank's API or of a resource server of the test's own.");
        testing.MapPost("/seed", (JsonObject entries, ChangingBank bank, AccountsOfPeople accounts) => CheckedAsync<NoContent>(async () =>
        {
            await bank.AddAsync(entries.ToJsonString());
            foreach (var person in entries["people"] as JsonArray ?? [])
                await accounts.OpenAsync($"{person!["customerNumber"]}", $"{person["displayName"]}", accounts: null);
            return TypedResults.NoContent();
        })).WithSummary("Adds everything of a document in the shape of bank.json: scopes, people, clients.");
    }

    private static async Task<AddedPerson> AddAsync(NewPerson person, ChangingBank bank, AccountsOfPeople accounts)
    {
        var number = person.CustomerNumber ?? $"{RandomNumberGenerator.GetInt32(20_000_000, 100_000_000)}";
        var name = person.DisplayName ?? person.UserName;
        await bank.AddAsync("people", new BankPerson(person.UserName, person.Password, name, person.Email ?? $"{person.UserName}@harbour.example", number));
        if (person.CustomerNumber is null || person.Accounts is not null)
            await accounts.OpenAsync(number, name, person.Accounts);
        return new(person.UserName, number);
    }

    private static async Task<AddedClient> AddAsync(NewClient client, ChangingBank changing, Bank bank)
    {
        var (isPublic, byKey) = (client.Type == "public", client.PublicKey is not null);
        var secret = isPublic || byKey ? client.Secret : client.Secret ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        string[] usual = isPublic ? ["authorization_code", "refresh_token"] : ["authorization_code", "refresh_token", "client_credentials"];
        var grants = client.Introspects ? client.Grants ?? [] : client.Grants ?? usual;
        var forPeople = grants.Contains("authorization_code");
        var entry = (JsonObject)CatalogueEntries.ToJson(client with
        {
            Secret = secret,
            PublicKey = null,
            Type = client.Type ?? "confidential",
            Name = client.Name ?? client.Id,
            Operator = client.Operator ?? "A test",
            Grants = grants,
            RedirectUris = client.RedirectUris ?? (forPeople ? ["http://127.0.0.1/callback"] : []),
            Scopes = client.Scopes ?? [.. bank.Scopes.Where(scope => Fits(scope, forPeople, grants)).Select(scope => scope.Name)],
        });
        if (byKey)
            entry["authentication"] = "private_key_jwt";
        await changing.AddAsync("clients", entry, [new($"ClientKeys:{client.Id}", client.PublicKey?.GetRawText())]);
        return new(client.Id, secret);
    }

    private static bool Fits(BankScope scope, bool forPeople, IReadOnlyList<string> grants) =>
        scope.Name == "offline_access" ? grants.Contains("refresh_token") : forPeople ? !scope.MachineOnly : grants.Count > 0 && !scope.IsIdentity;

    private static NewScope Filled(NewScope scope)
    {
        var title = scope.Title ?? scope.Name;
        return scope with { Title = title, Sentence = scope.Sentence ?? $"Use {title}." };
    }

    private static async Task<Results<T, ProblemHttpResult>> CheckedAsync<T>(Func<Task<T>> add)
        where T : IResult
    {
        try
        {
            return await add();
        }
        catch (ConfigurationMistake mistake)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "catalogue.mistake", mistake.Message, ("mistakes", mistake.Mistakes));
        }
    }
}
