using System.Text.Json;
using static OAuthDemo.Integration.FlowExplorer.WatchedSystem;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Each grant is one flow in the picture, whoever of its sides has told of it.</summary>
public sealed class WatchedGrantTests
{
    [Fact]
    public async Task What_was_pushed_and_what_the_browser_carries_are_one_flow()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var client = watched.Demo.Client();
        var request = client.Ask();
        var pushed = await client.PushAsync(request);
        await watched.Demo.Person().ConnectAsync(client.AddressOf(pushed));

        var flow = await watched.FlowAsync(client.Id, steps => steps.Any(step => Told(step) == "consent ok"));

        StepsOf(flow).Select(Told).ShouldContain("pushed_authorization_request ok");
        StepsOf(flow).Select(Told).ShouldContain("login ok");
        Single(flow, "pushed_authorization_request").GetProperty("response").GetProperty("request_uri").GetString().ShouldStartWith("sha256:");
    }

    [Fact]
    public async Task A_device_and_the_person_who_types_its_code_are_one_flow()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var tv = watched.Demo.Client("tv-app");
        var asked = await tv.AskForDeviceAsync();
        await tv.PollAsync(asked.Must("device_code"));
        watched.Demo.AdvanceClock(TimeSpan.FromSeconds(6));
        await tv.PollAsync(asked.Must("device_code"));
        var person = watched.Demo.Person();
        await person.TypeDeviceCodeAsync(asked.Must("user_code"));
        await person.AllowAsync();
        watched.Demo.AdvanceClock(TimeSpan.FromSeconds(6));
        await tv.PollAsync(asked.Must("device_code"));

        var flow = await watched.FlowAsync(tv.Id, steps => steps.Any(step => Told(step) == "token_request ok") && steps.Any(step => Told(step) == "consent ok"));

        StepsOf(flow).Select(Told).ShouldContain("device_verification ok");
        StepsOf(flow).Single(step => Told(step) == "token_request pending authorization_pending").GetProperty("times").GetInt32().ShouldBe(2, "polling is folded");
        flow.GetProperty("flow").GetProperty("grant").GetString().ShouldBe("urn:ietf:params:oauth:grant-type:device_code");
        flow.GetProperty("flow").GetProperty("result").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task A_token_its_exchange_and_the_work_done_with_it_are_one_flow()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var machine = watched.Demo.Client("classroom-machine");
        var own = (await machine.ClientCredentialsAsync("statements:run")).Must("access_token");
        var due = await watched.Demo.Http().GetAsync("api/statements/due", own);
        var (account, month) = (due.Json.GetProperty("data")[0].GetProperty("account").GetString()!, due.Json.GetProperty("data")[0].GetProperty("month").GetString()!);
        var narrow = await machine.TokenAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", own),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("scope", "statements:run"),
            ("authorization_details", $$"""[{"type":"statement","account":"{{account}}","month":"{{month}}"}]"""));
        await watched.Demo.Http().GetAsync("api/statements/due", narrow.Must("access_token"));

        var flow = await watched.FlowAsync(machine.Id, steps => steps.Count(step => Told(step) == "api_request ok") >= 2);

        StepsOf(flow).Where(step => step.GetProperty("step").GetString() == "token_request").Select(step => step.GetProperty("grant").GetString())
            .ShouldBe(["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"]);
    }

    private static JsonElement Single(JsonElement flow, string step) => StepsOf(flow).Single(one => one.GetProperty("step").GetString() == step);
}
