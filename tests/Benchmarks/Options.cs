using System.Globalization;
using OAuthDemo.Benchmarks.Works;

namespace OAuthDemo.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Options(string Work)
{
    public const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- all|token|flow|refresh|introspection|api
            [--seconds 3] [--rounds 3] [--unwatched]
            [--store CONNECTION]                                       where the authorization server keeps its data
        dotnet run -c Release --project tests/Benchmarks -- token --url URL --client ID --secret SECRET [--scope SCOPE]
            the token endpoint of any other server on this machine, by client credentials
        """;

    public TimeSpan Duration { get; private set; } = TimeSpan.FromSeconds(3);

    public int Rounds { get; private set; } = 3;

    /// <summary>Whether a collector takes the telemetry.</summary>
    public bool Watched { get; private set; } = true;

    public string? Store { get; private set; }

    public Uri? Url { get; private set; }

    public string Client { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public string? Scope { get; private set; }

    /// <exception cref="FormatException">It cannot be understood.</exception>
    public static Options Parse(string[] args)
    {
        if (args is not [var work, .. var rest] || !(Cases.Names.Contains(work) || work == "all"))
            throw new FormatException(Usage);
        var options = new Options(work);
        for (var index = 0; index < rest.Length; index++)
            if (rest[index] == "--unwatched")
                options.Watched = false;
            else
                options.Set(rest[index], index + 1 < rest.Length ? rest[++index] : throw new FormatException(Usage));
        return options;
    }

    private void Set(string name, string value) => _ = name switch
    {
        "--seconds" => (object)(Duration = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture))),
        "--rounds" => Rounds = int.Parse(value, CultureInfo.InvariantCulture),
        "--store" => Store = value,
        "--url" => Url = new Uri(value),
        "--client" => Client = value,
        "--secret" => Secret = value,
        "--scope" => Scope = value,
        _ => throw new FormatException(Usage),
    };
}
