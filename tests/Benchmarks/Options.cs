using System.Globalization;
using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Works;

namespace OAuthDemo.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(string Work)
{
    private const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- WORK [options]

        token           client credentials, direct and through the gateway
        flow            code flow with a session and a remembered consent; pushed first; on PostgreSQL
        refresh         refresh with rotation
        introspection   introspection of an access token
        api             accounts: direct, through the gateway, and through nginx
        growth          the same with a million consents and tokens in the store, and while the store is tidied
        start           the whole system by the AppHost: time until all are healthy, and memory
        all             everything

          --seconds 2             how long one measurement takes
          --rounds 3              how often each is repeated, in turn with the others
          --rows 1000000          what growth puts into each of the store's tables; start a tenth
          --unwatched             without a collector the services make no telemetry
          --postgres "Host=…"     a server of PostgreSQL, instead of one that flow starts itself where it is installed
          --output FOLDER         where JSON and picture go (artifacts/benchmarks)

        dotnet run -c Release --project tests/Benchmarks -- token --url URL --client ID --secret SECRET [--scope SCOPE]
            the token endpoint of any other server on this machine, by client credentials
        """;

    public static IReadOnlyList<string> Works { get; } = [.. Cases.Names, "growth", "start", "all"];

    public TimeSpan Duration { get; private set; } = TimeSpan.FromSeconds(2);

    public int Rounds { get; private set; } = 3;

    public int Rows { get; private set; } = 1_000_000;

    /// <summary>Whether a collector takes the telemetry.</summary>
    public bool Watched { get; private set; } = true;

    public string? Postgres { get; private set; }

    public string? Output { get; private set; }

    public Uri? Url { get; private set; }

    public string Client { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public string? Scope { get; private set; }

    /// <exception cref="FormatException">It cannot be understood. The message says what, and what could be.</exception>
    public static Options Parse(string[] args)
    {
        if (args is not [var work, .. var rest])
            throw new FormatException(Usage);
        if (!Works.Contains(work))
            throw Not($"'{work}' is not known here.");
        var options = new Options(work);
        for (var index = 0; index < rest.Length; index++)
            if (rest[index] == "--unwatched")
                options.Watched = false;
            else
                options.Set(rest[index], index + 1 < rest.Length ? rest[++index] : throw Not($"{rest[index]} is not known here, or needs a value."));
        return options.Url is null || (work == "token" && options.Client.Length > 0) ? options : throw Not("--url goes with token, --client and --secret.");
    }

    private static FormatException Not(string reason) => new($"{reason}\n\n{Usage}");

    private void Set(string name, string value) => _ = name switch
    {
        "--seconds" => (object)(Duration = TimeSpan.FromSeconds(Number(name, value, 0.1, 600))),
        "--rounds" => Rounds = (int)Number(name, value, 1, 1000),
        "--rows" => Rows = (int)Number(name, value, 1, 100_000_000),
        "--postgres" => Postgres = value,
        "--output" => Output = value,
        "--url" => Url = Address(value),
        "--client" => Client = value,
        "--secret" => Secret = value,
        "--scope" => Scope = value,
        _ => throw Not($"{name} is not known here."),
    };

    private static double Number(string name, string value, double least, double most) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : throw Not(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most:#,0}, and not '{value}'."));

    private static Uri Address(string value) =>
        !Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp ? throw Not($"--url takes an address that begins with http://, and not '{value}'.")
        : url.IsOnThisMachine() ? url
        : throw Not($"{value} is not on this machine: load goes to loopback only.");
}
