using System.CommandLine;
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
        var (commandLine, parsed) = Read(args);
        if (parsed.Action is HelpAction)
            Environment.Exit(parsed.Invoke());
        if (FindMistake(parsed) is { } mistake)
            Exit(mistake);
        return commandLine;
    }

    /// <summary>Reads the arguments without acting on what they hold.</summary>
    public static (AppHostCommandLine CommandLine, ParseResult Parsed) Read(string[] args)
    {
        var platform = args.Where(IsPlatformSetting).ToArray();
        var syntax = new CommandLineSyntax();
        var parsed = syntax.Root.Parse([.. args.Where(arg => !IsPlatformSetting(arg)).SelectMany(Split).Select(syntax.WithKnownCasing)]);
        string[] settings = parsed.Errors.Count > 0 ? [] : [.. syntax.SettingsOf(parsed), .. platform];
        return (new(parsed.CommandResult.Command == syntax.Walkthrough, settings), parsed);
    }

    /// <summary>One line about the first mistake; null when there is none.</summary>
    public static string? FindMistake(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
            return null;
        using var suggestions = new StringWriter();
        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            parsed.Invoke(new() { Output = suggestions, Error = TextWriter.Null });
        }

        // A heading, and then the names that are meant perhaps, each on its line. A single letter is similar to too much.
        var lines = suggestions.ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var similar = lines.Skip(1).Where(name => name.Length > 2).ToList();
        var mistake = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is not known here." : parsed.Errors[0].Message;
        var suggestion = similar.Count > 0 ? $" Did you mean {string.Join(" or ", similar)}?" : "";
        string[] words = $"{mistake}{suggestion}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"{string.Join(' ', words)} Run with --help to see every option.";
    }

    private static bool IsPlatformSetting(string argument) =>
        Array.Exists(PlatformSettings, prefix => argument.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // The parser splits at a colon too, and the names of settings have one.
    private static IEnumerable<string> Split(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? [argument[..at], argument[(at + 1)..]]
            : [argument];

    private static void Exit(string mistake)
    {
        Console.Error.WriteLine(mistake);
        Environment.Exit(WrongArguments);
    }
}
