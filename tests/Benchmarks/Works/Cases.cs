using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>What is measured of the bank, with what is wanted of it.</summary>
internal sealed class Cases(BankSystem bank, IReadOnlyList<Session> sessions)
{
    public const int Connections = 16;

    public const string Direct = "accounts", ThroughGateway = "accounts, through the gateway", ThroughNginx = "accounts, through nginx";

    public static IReadOnlyList<string> Names { get; } = ["token", "flow", "refresh", "introspection", "api"];

    /// <summary>The code flow, if this bank has its stores in PostgreSQL.</summary>
    public Case OnPostgres => Everybody("code flow, on PostgreSQL", bank.Authorization, session => session.Flows()) with { Wanted = 500 };

    /// <summary>How many there are of a work.</summary>
    public static int Count(string work) => work is "token" or "flow" or "api" ? 2 : 1;

    public IReadOnlyList<Case> Of(string work) => work switch
    {
        "token" =>
        [
            Token("client credentials", bank.Authorization) with { WantedOfBare = 0.40 },
            Token("client credentials, through the gateway", bank.Gateway) with { WantedOfBare = 0.25 },
        ],
        "flow" =>
        [
            Everybody("code flow", bank.Authorization, session => session.Flows()) with { Wanted = 900 },
            Everybody("code flow, pushed first", bank.Authorization, session => session.Flows(pushed: true)) with { Wanted = 600 },
        ],
        "refresh" => [Everybody("refresh", bank.Authorization, Refreshes) with { Wanted = 2400 }],
        "introspection" => [Everybody("introspection", bank.Authorization, Introspections) with { Wanted = 5000 }],
        "api" => [Accounts(Direct, bank.Api) with { Wanted = 15_000 }, Accounts(ThroughGateway, bank.Gateway)],
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "There is no such work."),
    };

    private Case Token(string name, ServiceProcess service) => Case.Same(name, service.Address, Requests.Post(
        new(service.Address, "connect/token"), "grant_type=client_credentials&scope=statements%3Arun", Requests.Basic(BankSystem.Machine, bank.Secrets[BankSystem.Machine])));

    private Case Everybody(string name, ServiceProcess service, Func<Session, Script> script) =>
        new(name, service.Address.EndPoint(), () => Task.FromResult<IReadOnlyList<Script>>([.. sessions.Select(script)]));

    private static Script Refreshes(Session session)
    {
        return Forever;

        IEnumerable<byte[]?> Forever(Answer answer)
        {
            foreach (var request in session.Flow(answer))
                yield return request;
            while (true)
            {
                yield return session.Refresh(answer.MustBe(200).Member("refresh_token"));
                answer.MustBe(200);
                yield return null;
            }
        }
    }

    private Script Introspections(Session session)
    {
        return Forever;

        IEnumerable<byte[]?> Forever(Answer answer)
        {
            foreach (var request in session.Flow(answer))
                yield return request;
            var question = Requests.Post(new(bank.Gateway.Address, "connect/introspect"), $"token={answer.Member("access_token")}", Requests.Basic("bank-api", bank.Secrets["bank-api"]));
            while (true)
            {
                yield return question;
                if (!answer.MustBe(200).Text.Contains("\"active\":true", StringComparison.Ordinal))
                    throw new InvalidOperationException($"The token should be active:\n{answer.Text}");
                yield return null;
            }
        }
    }

    /// <summary>The accounts that each consent shows, asked with its access token.</summary>
    /// <param name="name">As it stands in the table.</param>
    /// <param name="service">The API, or what stands in front of it.</param>
    /// <remarks>The tokens come from another service than the one that is measured, so they are fetched before.</remarks>
    public Case Accounts(string name, ServiceProcess service) => new(name, service.Address.EndPoint(), async () =>
    {
        var tokens = new List<string>();
        foreach (var session in sessions)
            tokens.Add(await Task.Run(() => Token(session)));
        return [.. tokens.Select<string, Script>(token => answer => Case.Repeat(answer, Requests.Get(new(bank.Gateway.Address, "api/accounts"), $"Authorization: Bearer {token}")))];
    });

    private string Token(Session session)
    {
        var token = "";
        LoadRun.Once(bank.Authorization.Address.EndPoint(), Fetch);
        return token;

        IEnumerable<byte[]?> Fetch(Answer answer)
        {
            foreach (var request in session.Flow(answer))
                yield return request;
            token = answer.Member("access_token");
            yield return null;
        }
    }
}
