using System.Diagnostics;
using Duende.IdentityModel;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>
/// A machine of the bank. Its key is its own, so nobody can play its part: it is started, and its log is watched. What anybody else may try with its name
/// is played here.
/// </summary>
internal sealed class BackOffice(Story story)
{
    private const string Worker = "statement-worker";

    public async Task PlayAsync()
    {
        using var client = story.Client();
        await story.StepAsync("Its name without its key is worth nothing", "RFC 7523 §3, RFC 6749 §5.2", async () =>
        {
            var answer = await client.AskForTokenAsync(OidcConstants.GrantTypes.ClientCredentials, new() { { "scope", "statements:run" } }, Worker);
            Unless(answer.IsError && answer.Raw?.Contains("invalid_client", StringComparison.Ordinal) == true, "The bank believes it.");
        });
        await story.StepAsync("A person's program gets no token in its own name", "RFC 6749 §4.4", async () =>
        {
            var answer = await client.AskForTokenAsync(OidcConstants.GrantTypes.ClientCredentials, new() { { "scope", "statements:run" } });
            Unless(answer.Error is "unauthorized_client" or "invalid_scope", $"The bank answered {answer.Error ?? "with a token"}.");
        });
        if (story.Configuration["Walkthrough:Worker"] is { Length: > 0 } program)
            await story.StepAsync("The worker signs for itself, and swaps its token for one that opens a single statement, for each one that is due", "RFC 7523 §2.2, RFC 8693 §2.1, RFC 9396", () => RunAsync(program));
        else
            story.Narrator.Note("The worker itself is started by the AppHost's walkthrough only.");
    }

    private async Task RunAsync(string program)
    {
        using var worker = Process.Start(new ProcessStartInfo("dotnet", [program, "run"])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OAuth__ClientKeyFile"] = story.Configuration["Walkthrough:WorkerKeyFile"] ?? "" },
        }) ?? throw new StepFailedException("The worker does not start.");
        var complaints = worker.StandardError.ReadToEndAsync(story.Ends);
        while (await worker.StandardOutput.ReadLineAsync(story.Ends) is { } line)
        {
            if (line.StartsWith("      ", StringComparison.Ordinal))
                story.Narrator.Note(line.Trim());
        }

        await worker.WaitForExitAsync(story.Ends);
        Unless(worker.ExitCode == 0, $"The worker left statements out. {await complaints}");
    }
}
