using System.Globalization;
using OAuthDemo.HarbourCli.Money;
using OAuthDemo.HarbourCli.Session;
using OAuthDemo.HarbourCli.SignIn;
using Spectre.Console;

namespace OAuthDemo.HarbourCli;

/// <summary>Reads the command and runs it.</summary>
internal sealed class CommandLine(Login login, AccessTokens tokens, Accounts accounts, IAnsiConsole console)
{
    private const int Failed = 1, Interrupted = 130, WrongArguments = 64;

    private const string Usage = """
        Harbour Bank for the command line.

          login [--no-browser]    sign in at the bank in your browser; --no-browser only prints the address
          accounts                your accounts and what is in them
          transactions [n]        the latest of account n (1)
          logout                  give the bank its token back and forget it
          shell                   several commands in one terminal; exit ends it

        Settings: --OAuth:Issuer=http://localhost:8080/  --Session:File=/somewhere/session.json
                  --Tls:TrustedCertificate=/somewhere/certificate.pem, if the bank's is one that this machine does not trust
        """;

    /// <returns>0 when it was done, 1 when not, 64 when the command is unknown.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        string[] words = [.. args.Where(arg => !arg.Contains('=', StringComparison.Ordinal))];
        return words is ["shell"] ? await RunShellAsync(cancellation) : await RunOneAsync(words, cancellation);
    }

    // A command that fails does not end the shell.
    private async Task<int> RunShellAsync(CancellationToken cancellation)
    {
        console.WriteLine(Usage);
        while (!cancellation.IsCancellationRequested)
        {
            console.Markup("[bold]harbour>[/] ");
            switch ((await Console.In.ReadLineAsync(cancellation))?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                case null or ["exit"] or ["quit"]:
                    return 0;
                case []:
                    break;
                case var words:
                    await RunOneAsync(words, cancellation);
                    break;
            }
        }

        return Interrupted;
    }

    private async Task<int> RunOneAsync(string[] words, CancellationToken cancellation)
    {
        try
        {
            return await RunCommandAsync(words, cancellation);
        }
        catch (CommandFailedException failure)
        {
            console.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private async Task<int> RunCommandAsync(string[] words, CancellationToken cancellation)
    {
        switch (words)
        {
            case ["login"] or ["login", "--no-browser"]:
                await login.RunAsync(opensBrowser: words.Length == 1, cancellation);
                return 0;
            case ["accounts"]:
                await accounts.ListAsync(cancellation);
                return 0;
            case ["transactions", .. var rest] when Number(rest) is { } number:
                await accounts.ShowTransactionsAsync(number, cancellation);
                return 0;
            case ["logout"]:
                console.WriteLine(await tokens.GiveBackAsync(cancellation) ? "Signed out. The bank has ended what you had agreed to." : "You were not signed in.");
                return 0;
            default:
                console.WriteLine(Usage);
                return WrongArguments;
        }
    }

    private static int? Number(string[] rest) => rest is [] ? 1
        : rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
