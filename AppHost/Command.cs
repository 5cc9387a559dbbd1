namespace OAuthDemo.AppHost;

/// <summary>What the person who started the AppHost asked for on the command line.</summary>
internal sealed record Command(bool Walkthrough, bool Reset, string[] Settings)
{
    private const string Usage = """
        Starts the bank, the finance aggregator and their gateway.

          dotnet run --project AppHost                    start everything; Ctrl+C stops it
          dotnet run --project AppHost -- walkthrough     start everything, play every flow in this terminal, stop

          --reset                                         start with empty stores
          --legacy                                        also offer the grants that RFC 9700 forbids, for the laboratory
          --Ports:gateway=9080                            another port for the bank (8080), and with it another issuer
          --Ports:finance-aggregator=9090                 another port for the finance aggregator (8090)
          --Ports:flow-explorer=9070                      another port for the flow explorer (8070)
          --Replicas:bank-api=2                           more than one process; also authorization-server
          --Data:Folder=/somewhere                        where stores, secrets and logs are kept (AppHost/data)
          --Runner:StartTimeoutSeconds=60                 how long a service may take to become healthy

        Each setting can also be an environment variable: Ports__gateway=9080.
        """;

    /// <summary>Reads the command line. Ends the process after printing the usage when asked for it, or with exit code 2 when a word is unknown.</summary>
    public static Command Parse(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?"))
            End(0, Usage);

        string[] settings = [.. args.Where(IsSetting)];
        if (args.Except(settings).FirstOrDefault(arg => arg is not ("walkthrough" or "--reset" or "--legacy")) is { } unknown)
            End(2, $"'{unknown}' is not known here.{Environment.NewLine}{Environment.NewLine}{Usage}");

        return new(args.Contains("walkthrough"), args.Contains("--reset"), args.Contains("--legacy") ? [.. settings, "--Legacy:Enabled=true"] : settings);
    }

    private static bool IsSetting(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal);

    private static void End(int exitCode, string text)
    {
        (exitCode == 0 ? Console.Out : Console.Error).WriteLine(text);
        Environment.Exit(exitCode);
    }
}
