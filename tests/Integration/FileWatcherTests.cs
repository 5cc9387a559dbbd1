using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>Linux gives each user 128 inotify instances. Banks in one process take none, however many there are.</summary>
public sealed class FileWatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_take_no_inotify_instance()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are watched by inotify on Linux only.");
        using var process = Start();
        try
        {
            var issuer = await ReadIssuerAsync(process);
            using var http = new HttpClient { BaseAddress = issuer };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
            foreach (var name in new[] { "one", "two", "three" })
            {
                (await http.PostAsJsonAsync("testing/tenants", new { name }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Created);
                // The page names its style sheets with the version of the file.
                (await http.GetStringAsync($"t/{name}/login", Cancel)).ShouldContain("base.css?v=");
            }

            CountInotifyInstances(process).ShouldBe(0);
        }
        finally
        {
            process.Kill();
        }
    }

    private static Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OAuthDemo.AllInOne.dll");
        string[] arguments = [program, "--urls=http://127.0.0.1:0", "--Testing:Key=key"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        SettingsOfThisProcess.RemoveFrom(start.Environment);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ReadIssuerAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
            if (line.Contains(" is open at ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would stop it
                return new(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            }

        throw new InvalidOperationException("It ended before it was open.");
    }

    private static int CountInotifyInstances(Process process) =>
        Directory.GetFiles($"/proc/{process.Id}/fd").Count(file => new FileInfo(file).LinkTarget == "anon_inode:inotify");
}
