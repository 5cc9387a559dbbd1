namespace OAuthDemo.AppHost;

/// <summary>What the person who started the AppHost asked for on the command line.</summary>
internal sealed record Command(bool Walkthrough, bool Reset, string[] Settings)
{
    private const string Usage = """
        Starts the bank, the finance aggregator and their gateway.

          dotnet run --project AppHost                    start everything; Ctrl+C stops it
          dotnet run --project AppHost -- walkthrough     start everything, play every flow in this terminal, stop

          dotnet run --project AppHost -- publish --to compose|kubernetes --output DIR
                                                          write manifests of the same system, on PostgreSQL, and start nothing

          --reset                                         start with empty stores
          --postgres "Host=…;Username=…;Password=…"       keep the stores in PostgreSQL, a database for each service
          --legacy                                        also offer the grants that RFC 9700 forbids, for the laboratory
          --Ports:gateway=9080                            another port for the bank (8080), and with it another issuer
          --Ports:finance-aggregator=9090                 another port for the finance aggregator (8090)
          --Ports:flow-explorer=9070                      another port for the flow explorer (8070)
          --Replicas:bank-api=2                           more than one process; also authorization-server
          --Data:Folder=/somewhere                        where stores, secrets and logs are kept (AppHost/data)
          --Runner:StartTimeoutSeconds=60                 how long a service may take to become healthy

        For publish:
          --secrets                                       also write this machine's secrets, into a file that only you can read
          --Publish:Registry=localhost/oauthdemo          where the images are; --Publish:Tag=latest
          --Publish:Domain=oauthdemo.example              below which name a cluster shows what is public
          --Publish:Environment=Demo                      what the services are told to run in

        Each setting can also be an environment variable: Ports__gateway=9080.
        """;

    // The value follows as the next word.
    private static readonly Dictionary<string, string> Valued = new() { ["--postgres"] = "Postgres", ["--to"] = "Publish:To", ["--output"] = "Publish:Output" };

    /// <summary>Reads the command line. Ends the process after printing the usage when asked for it, or with exit code 2 when a word is unknown.</summary>
    public static Command Parse(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
            End<string>(0, Usage);

        List<string> settings = [], words = [];
        for (var index = 0; index < args.Length; index++)
        {
            if (Valued.TryGetValue(args[index], out var setting))
                settings.Add(index + 1 < args.Length ? $"--{setting}={args[++index]}" : End<string>(2, $"{args[index]} needs a value.{Environment.NewLine}{Environment.NewLine}{Usage}"));
            else
                (IsSetting(args[index]) ? settings : words).Add(args[index]);
        }

        if (words.Find(word => word is not ("walkthrough" or "publish" or "--reset" or "--legacy" or "--secrets")) is { } unknown)
            End<string>(2, $"'{unknown}' is not known here.{Environment.NewLine}{Environment.NewLine}{Usage}");
        if (words.Contains("publish") != settings.Exists(setting => setting.StartsWith("--Publish:To=", StringComparison.OrdinalIgnoreCase)))
            End<string>(2, $"publish and --to compose|kubernetes belong together.{Environment.NewLine}{Environment.NewLine}{Usage}");
        if (words.Contains("--legacy"))
            settings.Add("--Legacy:Enabled=true");
        if (words.Contains("--secrets"))
            settings.Add("--Publish:Secrets=true");

        return new(words.Contains("walkthrough"), words.Contains("--reset"), [.. settings]);
    }

    private static bool IsSetting(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal);

    private static T End<T>(int exitCode, string text)
    {
        (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
        Environment.Exit(exitCode);
        throw new InvalidOperationException(); // never reached
    }
}
