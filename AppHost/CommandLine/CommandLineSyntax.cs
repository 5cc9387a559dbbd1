using System.CommandLine;

namespace OAuthDemo.AppHost;

/// <summary>The commands and options of the AppHost; each option is a setting.</summary>
internal sealed class CommandLineSyntax
{
    private readonly Dictionary<Option, string> _settings = [];

    private readonly Command _publish = new("publish", "Write manifests of the same system, on PostgreSQL, and start nothing");

    private readonly Option<string> _to = new("--to") { Description = "compose or kubernetes", HelpName = "TARGET", Required = true };

    /// <summary>Builds the syntax.</summary>
    public CommandLineSyntax()
    {
        Root = new RootCommand("Starts the bank, the finance aggregator and the flow explorer; Ctrl+C stops everything.") { Walkthrough, _publish };
        foreach (var command in (Command[])[Root, Walkthrough, _publish])
            command.SetAction(_ => 0);
        if (Root.Options.FirstOrDefault(option => option is VersionOption) is { } version)
            Root.Options.Remove(version);

        Switch("--reset", "Stores:Reset", "Start with empty stores");
        Value("--postgres", "Stores:Postgres", "Keep the stores in PostgreSQL, a database for each service; without a connection string, start it in a container", "CONNECTION", optional: true);
        Switch("--legacy", "Legacy:Enabled", "Also offer the grants that RFC 9700 forbids, for the legacy lab");
        Switch("--testing", "Testing:Enabled", "Also offer the testing API, which can move the clock");
        Switch("--https", "Https:Enabled", "Serve every public address over TLS, with the ASP.NET Core development certificate");
        Value("--certificate", "Https:Certificate", "A certificate for --https (PEM or PFX)", "FILE");
        Value("--certificate-key", "Https:CertificateKey", "The private key of a PEM certificate", "FILE");
        Value("--Ports:gateway", "Ports:gateway", "The bank's port (8080), and with it the issuer", "PORT");
        Value("--Ports:finance-aggregator", "Ports:finance-aggregator", "The finance aggregator's port (8090)", "PORT");
        Value("--Ports:flow-explorer", "Ports:flow-explorer", "The flow explorer's port (8070)", "PORT");
        Value("--Ports:dashboard", "Ports:dashboard", "The Aspire dashboard's port (15080)", "PORT");
        Value("--Replicas:authorization-server", "Replicas:authorization-server", "Number of processes (1)", "N");
        Value("--Replicas:bank-api", "Replicas:bank-api", "Number of processes (1)", "N");
        Value("--Data:Folder", "Data:Folder", "Where stores and generated secrets are kept (AppHost/data)", "FOLDER");
        Value("--Startup:TimeoutSeconds", "Startup:TimeoutSeconds", "How long all services together may take to become healthy (60)", "SECONDS");

        _publish.Add(_to.AcceptOnlyFromAmong("compose", "kubernetes"));
        Value("--output", "Pipeline:OutputPath", "The folder to write to", "FOLDER", _publish).Required = true;
        Switch("--secrets", "Publish:Secrets", "Also write this machine's secrets, into a file that only its owner can read", _publish);
        foreach (var (key, description) in PublishSettings)
            Value($"--Publish:{key}", $"Publish:{key}", description, key.ToUpperInvariant());

        foreach (var (name, setting) in AspireSwitches)
            Value(name, setting, "", "VALUE").Hidden = true;
    }

    /// <summary>The command without a name: start everything.</summary>
    public RootCommand Root { get; }

    /// <summary>Play every flow.</summary>
    public Command Walkthrough { get; } = new("walkthrough", "Play every flow in this terminal, against the running system or one that is started for it");

    private static (string Key, string Description)[] PublishSettings { get; } =
    [
        ("Registry", "publish: where the images are (localhost/oauthdemo)"), ("Tag", "publish: the tag of the images (latest)"),
        ("Domain", "publish: the domain below which a cluster shows what is public (oauthdemo.example)"),
        ("Environment", "publish: the environment that the services run in (Demo)"),
        ("PostgresImage", "publish: the image of PostgreSQL"), ("PostgresTag", "publish: its tag"),
    ];

    // What the Aspire CLI passes to an AppHost, as Aspire.Hosting maps it.
    private static (string Name, string Setting)[] AspireSwitches { get; } =
    [
        ("--operation", "AppHost:Operation"), ("--publisher", "Publishing:Publisher"), ("--step", "Pipeline:Step"), ("--list-steps", "Pipeline:ListSteps"),
        ("--output-path", "Pipeline:OutputPath"), ("--log-level", "Pipeline:LogLevel"), ("--clear-cache", "Pipeline:ClearCache"),
        ("--include-exception-details", "Pipeline:IncludeExceptionDetails"), ("--yes", "Pipeline:SkipConfirmation"), ("--environment", "environment"),
    ];

    /// <summary>Names of settings ignore case, as everywhere in .NET.</summary>
    public string WithKnownCasing(string token) =>
        _settings.Keys.Select(option => option.Name).FirstOrDefault(name => string.Equals(name, token, StringComparison.OrdinalIgnoreCase)) ?? token;

    /// <summary>The settings that were given, as <c>--Section:Key=value</c>.</summary>
    public IEnumerable<string> SettingsOf(ParseResult parsed)
    {
        foreach (var (option, setting) in _settings)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
                yield return $"--{setting}={(option is Option<bool> && given.Tokens.Count == 0 ? "true" : string.Concat(given.Tokens.Select(token => token.Value)))}";
        }

        if (parsed.CommandResult.Command == _publish)
        {
            yield return "--AppHost:Operation=publish";
            yield return $"--Pipeline:Step=publish-{parsed.GetValue(_to)}";
        }
    }

    private void Switch(string name, string setting, string description, Command? command = null) =>
        Add(new Option<bool>(name) { Description = description }, setting, command);

    private Option Value(string name, string setting, string description, string helpName, Command? command = null, bool optional = false) => Add(
        new Option<string>(name) { Description = description, HelpName = helpName, Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne }, setting, command);

    private Option Add(Option option, string setting, Command? command)
    {
        option.Recursive = command is null;
        (command ?? Root).Add(option);
        _settings.Add(option, setting);
        return option;
    }
}
