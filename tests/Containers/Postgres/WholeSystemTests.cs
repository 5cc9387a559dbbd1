using System.Diagnostics;
using Npgsql;
using OAuthDemo.Containers.Machine;
using OAuthDemo.EndToEnd;
using OAuthDemo.Integration.Demo;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Containers.Postgres;

/// <summary>The real AppHost with its stores in PostgreSQL, and two processes of each service of the bank.</summary>
[Collection(nameof(OnPostgres))]
public sealed class WholeSystemTests(PostgresServer postgres)
{
    [ContainerFact(Needs.Postgres)]
    public async Task A_process_that_is_killed_in_the_middle_of_a_flow_is_missed_by_nobody()
    {
        var whole = postgres.WithPrefix("whole");
        await using var system = new AppHostProcess { Environment = { ["Postgres"] = whole }, Arguments = ["--Replicas:authorization-server=2", "--Replicas:bank-api=2"] };
        await system.InitializeAsync();
        using var browser = new Browser(new Addresses(system.Bank, system.Aggregator), ends: TestContext.Current.CancellationToken);
        var person = new Person(browser, "alice", "alice-demo-1");
        (await person.StartConnectingAsync()).Name.ShouldBe("login");

        await KillOneAsync(system, "AuthorizationServer.dll");
        var consent = await SignInAsync(person);
        consent.Name.ShouldBe("consent", $"{consent.Status} {consent.Text}\n{system.Output}");
        await KillOneAsync(system, "BankApi.dll");
        var connected = await person.AllowAsync();
        connected.Text.ShouldContain("Everyday account", Case.Sensitive, $"{connected.Status} {connected.Text}\n{system.Output}");

        (await DatabasesAsync()).ShouldBe(["whole-authorization-server", "whole-bank-api", "whole-finance-aggregator"]);
        Directory.EnumerateFiles(system.DataFolder, "*.db").ShouldBeEmpty();
        await system.StopAsync();

        await using var again = new AppHostProcess { Environment = { ["Postgres"] = whole }, Arguments = ["--reset"], DataFolder = system.DataFolder }.Launch();
        await Eventually.HoldsAsync(() => Task.FromResult(again.Output.Contains("emptied whole-authorization-server, whole-bank-api, whole-finance-aggregator", StringComparison.Ordinal)));
    }

    [ContainerFact(Needs.Postgres)]
    public async Task Without_a_connection_string_PostgreSQL_is_started_in_a_container_and_its_data_outlive_it()
    {
        var image = Images.Postgres.LastIndexOf(':');
        string[] arguments = ["--postgres", $"--Publish:PostgresImage={Images.Postgres[..image]}", $"--Publish:PostgresTag={Images.Postgres[(image + 1)..]}"];
        await using var system = new AppHostProcess { Arguments = arguments };
        await system.InitializeAsync();
        await AllowAsync(system);
        Directory.EnumerateFiles(system.DataFolder, "*.db").ShouldBeEmpty();
        await system.StopAsync();

        await using var again = new AppHostProcess { Arguments = arguments, DataFolder = system.DataFolder };
        await again.InitializeAsync();
        (await ConnectedAppsAsync(again)).ShouldContain("Tidepool Finance");
        await again.StopAsync();

        await using var reset = new AppHostProcess { Arguments = [.. arguments, "--reset"], DataFolder = system.DataFolder };
        await reset.InitializeAsync();
        (await ConnectedAppsAsync(reset)).ShouldNotContain("Tidepool Finance");
    }

    private static async Task AllowAsync(AppHostProcess system)
    {
        using var browser = new Browser(new Addresses(system.Bank, system.Aggregator), ends: TestContext.Current.CancellationToken);
        var person = new Person(browser, "alice", "alice-demo-1");
        await person.StartConnectingAsync();
        await person.SignInAsync();
        (await person.AllowAsync()).Text.ShouldContain("Everyday account");
    }

    private static async Task<string> ConnectedAppsAsync(AppHostProcess system)
    {
        using var browser = new Browser(new Addresses(system.Bank, system.Aggregator), ends: TestContext.Current.CancellationToken);
        return (await new Person(browser, "alice", "alice-demo-1").OpenConnectedAppsAsync()).Text;
    }

    // Whoever signs in at that very moment reads that it is not known whether it was done. She goes back, and does what the page there asks for.
    private static async Task<Page> SignInAsync(Person person)
    {
        var login = person.Browser.Page.Url;
        var answer = await person.SignInAsync();
        if (answer is not { Status: 503, Name: "notice" })
            return answer;
        answer.Text.ShouldContain("not known");
        answer = await person.Browser.GoAsync(login);
        return answer.Name == "login" ? await person.SignInAsync() : answer;
    }

    // Without a word to anybody, as a machine that loses its power.
    private static async Task KillOneAsync(AppHostProcess system, string program)
    {
        var process = system.Processes().First(process => File.ReadAllText(Path.Combine(process, "cmdline")).Contains(program, StringComparison.Ordinal));
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -KILL {Path.GetFileName(process)}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<List<string>> DatabasesAsync()
    {
        await using var server = NpgsqlDataSource.Create(postgres.WithPrefix("postgres"));
        await using var question = server.CreateCommand("SELECT datname FROM pg_database WHERE datname LIKE 'whole-%' ORDER BY datname");
        await using var answers = await question.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var databases = new List<string>();
        while (await answers.ReadAsync(TestContext.Current.CancellationToken))
            databases.Add(answers.GetString(0));
        return databases;
    }
}
