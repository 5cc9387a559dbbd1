using OAuthDemo.Hosting;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

public sealed class ReadmeTests
{
    // Stands in README.md word for word; a test below holds it to that.
    [Fact]
    public async Task The_example_of_the_readme_runs()
    {
        // <example>
        await using var bank = await OAuthDemoHost.StartAsync(new BankSeed()      // or new OAuthDemoBuilder()…Build(), in a container
            .WithScope(new("orders:read", "https://orders.example/"))             // your API: the audience of its tokens
            .WithPerson(new("dana", "dana-test-1"))
            .WithClient(new("shop") { Scopes = ["openid", "orders:read"] }));

        var token = await bank.GetTokenForAsync("dana", "shop", ["orders:read"]); // the real code flow, on the bank's real pages
        var machine = await bank.GetTokenAsync("shop", "orders:read");            // client credentials
        var forged = await bank.MintTokenAsync(new() { Scope = "orders:read", Defect = TokenDefect.WrongKey });

        await bank.AdvanceClockAsync(TimeSpan.FromMinutes(6));                    // both have expired
        await bank.RevokeConsentAsync("dana", "shop");                            // dana has changed her mind
        await bank.FailNextAsync(BankEndpoint.Token, Failure.Answer(503));        // and the bank is having a bad day
        var asked = await bank.GetExchangesAsync();                               // everything that was said, without a secret in it
        // </example>
        new[] { token.AccessToken, machine.AccessToken, forged }.ShouldBeUnique();
        asked.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_readme_shows_what_runs()
    {
        var (source, readme) = (Read("tests/Containers/Stranger/ReadmeTests.cs"), Read("README.md"));
        var example = source.Split("// <example>")[1].Split("// </example>")[0].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        var shown = readme.Split('\n').Select(line => line.Trim()).ToHashSet();

        example.ShouldAllBe(line => shown.Contains(line));
    }

    internal static string Read(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OAuthDemo.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, path));
    }
}
