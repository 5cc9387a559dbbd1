using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OAuthDemo.HarbourCli;
using OAuthDemo.ResourceOwner;
using Spectre.Console;

namespace OAuthDemo.Integration.Demo;

/// <summary>The command-line program in this process, with a session file of its own. Each command is a program of its own, as in a shell.</summary>
internal sealed class DemoCli(DemoSystem demo) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-cli-").FullName;

    public string SessionFile => Path.Combine(_folder, "session.json");

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] words)
    {
        var output = new StringWriter();
        return (await StartAsync(output, words), output.ToString());
    }

    /// <summary>Signs in, with a person who does what is asked of her in her browser.</summary>
    /// <param name="person">She.</param>
    /// <param name="decide">Allows or denies on the consent page.</param>
    /// <param name="bend">Changes the authorization response on its way.</param>
    public async Task<(int ExitCode, string Output)> LoginAsync(Person person, Func<Person, Task>? decide = null, Func<string, string>? bend = null)
    {
        var output = new StringWriter();
        var printed = TextWriter.Synchronized(output);
        var running = Task.Run(() => StartAsync(printed, "login", "--no-browser"));
        await Eventually.HoldsAsync(() => Task.FromResult(Line(printed, output) is not null));
        var page = await person.Browser.GoAsync(new Uri(Line(printed, output)!));
        if (page.Has("login"))
            await person.SignInAsync();
        await (decide ?? (she => she.AllowAsync()))(person);
        var response = person.Browser.Page.Redirect.ShouldNotBeNull(person.Browser.Page.Text).AbsoluteUri;
        if (bend is not null)
            await demo.Http().GetAsync(bend(response));
        else
            (await demo.Http().GetAsync(response)).Status.ShouldBe(200);
        return (await running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), output.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Line(TextWriter printed, StringWriter output)
    {
        lock (printed)
            return output.ToString().Split('\n').SkipLast(1).Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal));
    }

    private async Task<int> StartAsync(TextWriter output, params string[] words)
    {
        var builder = HarbourCliService.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(
        [
            new("OAuth:Issuer", demo.Issuer.AbsoluteUri), new("Tls:TrustedCertificate", demo.TrustedCertificate), new("Session:File", SessionFile),
        ]);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 140;
        builder.Services.Replace(ServiceDescriptor.Singleton(console));
        using var host = builder.Build();
        return await host.Services.GetRequiredService<CommandLine>().RunAsync(words, TestContext.Current.CancellationToken);
    }
}
