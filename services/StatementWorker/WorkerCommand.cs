using System.Globalization;

namespace OAuthDemo.StatementWorker;

/// <summary>What the worker was asked for on the command line.</summary>
/// <param name="Once">Write the statements of a month, and end.</param>
/// <param name="Now">Write those of the last month at once, then go on each night.</param>
/// <param name="Month">The month; the bank's last one that is over when absent.</param>
internal sealed record WorkerCommand(bool Once = false, bool Now = false, string? Month = null)
{
    private const int WrongArguments = 64;

    private const string Usage = """
        Writes the monthly statements of the bank's accounts, each night at 02:00 UTC (setting Nightly:At).

          dotnet run --project services/StatementWorker                   each night
          dotnet run --project services/StatementWorker -- --now          now, then each night
          dotnet run --project services/StatementWorker -- run            now, then end; 0 if every statement is there
          dotnet run --project services/StatementWorker -- run 2026-10    those of that month

        Settings: OAuth:Issuer, and OAuth:ClientKey (the private JWK) or OAuth:ClientKeyFile.
        """;

    /// <returns>The command; null if a word is unknown.</returns>
    public static WorkerCommand? Parse(string[] args)
    {
        string[] words = [.. args.Where(arg => !(arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal)))];
        return words switch
        {
            [] => new(),
            ["--now"] => new(Now: true),
            ["run"] => new(Once: true),
            ["run", var month] when DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                new(Once: true, Month: month),
            _ => null,
        };
    }

    public static int ShowUsage()
    {
        Console.Error.WriteLine(Usage);
        return WrongArguments;
    }
}
