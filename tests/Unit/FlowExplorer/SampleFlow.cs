using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.Unit.FlowExplorer;

/// <summary>What the services report while a person connects a bank, told by honest clocks unless a test sets one wrong.</summary>
internal sealed class SampleFlow(string name)
{
    private const string Client = "finance-aggregator";
    private const string Server = "authorization-server";
    private const string Api = "bank-api";
    private const long Epoch = 1_790_000_000_000_000_000;

    public IReadOnlyList<string> Story { get; } =
    [
        "authorization_start", "authorization_request", "login", "authorization_request", "consent_page", "accounts", "consent",
        "authorization_request", "authorization_response", "token_request", "api_request", "introspection_request", "token_request",
    ];

    public IEnumerable<Observation> Reports(long beginsAt = 0)
    {
        var at = Epoch + beginsAt;
        string S(string what) => "sha256:" + what + name;
        return
        [
            .. Seen("start", "authorization_start", Role.ResourceOwner, Client, at, 0, 5, keys: ["state"], answered: [("state", S("state"))]),
            .. Seen("ae1", "authorization_request", Role.ResourceOwner, Server, at, 10, 12, keys: ["state"], sent: [("state", S("state"))]),
            .. Seen("login", "login", Role.ResourceOwner, Server, at, 500, 520, keys: ["state"]),
            .. Seen("ae2", "authorization_request", Role.ResourceOwner, Server, at, 525, 530, keys: ["state", "consent"], sent: [("state", S("state"))]),
            .. Seen("page", "consent_page", Role.ResourceOwner, Server, at, 535, 560, keys: ["consent"]),
            .. Between("accounts", "accounts", Server, Api, at, 540, 555, within: "page"),
            .. Seen("consent", "consent", Role.ResourceOwner, Server, at, 900, 910, keys: ["consent"]),
            .. Seen("ae3", "authorization_request", Role.ResourceOwner, Server, at, 915, 920, keys: ["state", "code"], sent: [("state", S("state"))], answered: [("code", S("code")), ("state", S("state"))]),
            .. Seen("back", "authorization_response", Role.ResourceOwner, Client, at, 925, 980, keys: ["state", "code"], sent: [("code", S("code")), ("state", S("state"))]),
            .. Between("token", "token_request", Client, Server, at, 930, 970, keys: ["code", "token", "refresh"], within: "back", sent: [("code", S("code"))], answered: [("access_token", S("token")), ("refresh_token", S("refresh"))]),
            .. Between("api", "api_request", Client, Api, at, 1000, 1040, keys: ["token"], sent: [("authorization", "Bearer " + S("token"))]),
            .. Between("ask", "introspection_request", Api, Server, at, 1010, 1030, keys: ["token"], within: "api", sent: [("token", S("token"))]),
            .. Between("refresh", "token_request", Client, Server, at, 2000, 2020, keys: ["refresh"], sent: [("refresh_token", S("refresh"))]),
        ];
    }

    public static IEnumerable<Observation> Skewed(IEnumerable<Observation> reports, Func<string, long> ahead) =>
        reports.Select(report => report with
        {
            StartedAt = report.StartedAt + ahead(report.Service),
            EndedAt = report.EndedAt + ahead(report.Service),
        });

    private IEnumerable<Observation> Between(
        string id, string step, string sender, string receiver, long at, int from, int to, string[]? keys = null,
        string? within = null, (string, string)[]? sent = null, (string, string)[]? answered = null) =>
    [
        Report(id, step, sender, receiver, sender, at, from, to, keys, within, sent, answered),
        Report(id, step, sender, receiver, receiver, at, from + 1, to - 1, keys, null, sent, answered),
    ];

    private IEnumerable<Observation> Seen(
        string id, string step, Role sender, string receiver, long at, int from, int to, string[]? keys = null,
        (string, string)[]? sent = null, (string, string)[]? answered = null) =>
        [Report(id, step, null, receiver, receiver, at, from, to, keys, null, sent, answered)];

    private Observation Report(
        string id, string step, string? sender, string receiver, string by, long at, int from, int to, string[]? keys,
        string? within, (string Name, string Value)[]? sent, (string Name, string Value)[]? answered) => new()
        {
            SpanId = $"{name}-{id}-{by}",
            ExchangeId = $"{name}-{id}",
            Within = within is null ? null : $"{name}-{within}",
            BySender = by == sender,
            Service = by,
            Clock = by,
            StartedAt = at + (from * 1_000_000L),
            EndedAt = at + (to * 1_000_000L),
            Name = step,
            From = RoleOf(sender),
            To = RoleOf(receiver),
            Request = [.. (sent ?? []).Select(pair => new Parameter(pair.Name, pair.Value))],
            Response = [.. (answered ?? []).Select(pair => new Parameter(pair.Name, pair.Value))],
            Keys = [.. (keys ?? []).Select(kind => $"{kind}:{name}")],
        };

    private static Role RoleOf(string? service) => service switch
    {
        Client => Role.Client,
        Server => Role.AuthorizationServer,
        Api => Role.ResourceServer,
        _ => Role.ResourceOwner,
    };
}
