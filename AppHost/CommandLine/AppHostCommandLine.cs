using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OAuthDemo.AppHost;

/// <summary>
/// Reads the command line into settings of the AppHost's configuration. Environment variables set the same settings, so their values are checked by
/// <see cref="AppHostSettings"/>.
/// </summary>
/// <param name="IsWalkthrough">Play every flow in this terminal, then stop.</param>
/// <param name="Settings">The settings as <c>--Section:Key=value</c>.</param>
internal sealed record AppHostCommandLine(bool IsWalkthrough, string[] Settings)
{
    private const int WrongArguments = 2;

    // Sections that Aspire and .NET read.
    private static readonly string[] PlatformSettings =
        ["--Logging:", "--AppHost:", "--Aspire:", "--DcpPublisher:", "--Publishing:", "--Pipeline:", "--Parameters:", "--ASPIRE_", "--ASPNETCORE_", "--DOTNET_"];

    /// <summary>Reads the arguments. After printing the help, or one line about a mistake, it ends the process with 0 or 2.</summary>
    public static AppHostCommandLine Parse(string[] args)
    {
        var platform = args.Where(arg => Array.Exists(PlatformSettings, prefix => arg.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray();
        var syntax = new CommandLineSyntax();
        var parsed = syntax.Root.Parse([.. args.Where(arg => !platform.Contains(arg)).SelectMany(Split).Select(syntax.WithKnownCasing)]);
        if (parsed.Action is HelpAction)
            Environment.Exit(parsed.Invoke());
        if (parsed.Errors.Count > 0)
            Exit(Describe(parsed));
        return new(parsed.CommandResult.Command == syntax.Walkthrough, [.. syntax.SettingsOf(parsed), .. platform]);
    }

    // The parser splits at a colon too, and the names of settings have one.
    private static IEnumerable<string> Split(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? [argument[..at], argument[(at + 1)..]]
            : [argument];

    private static string Describe(System.CommandLine.ParseResult parsed)
    {
        using var suggestions = new StringWriter();
        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            parsed.Invoke(new() { Output = suggestions, Error = TextWriter.Null });
        }

        var mistake = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is not known here." : parsed.Errors[0].Message;
        string[] words = $"{mistake} {suggestions}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words)} Run with --help to see every option.";
    }

    private static void Exit(string mistake)
    {
        Console.Error.WriteLine(mistake);
        Environment.Exit(WrongArguments);
    }
}
