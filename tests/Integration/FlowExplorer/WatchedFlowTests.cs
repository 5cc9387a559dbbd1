using System.Text.Json;
using OAuthDemo.Integration.Demo;
using static OAuthDemo.Integration.FlowExplorer.WatchedSystem;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>What the explorer shows of real traffic.</summary>
public sealed class WatchedFlowTests
{
    [Fact]
    public async Task Connecting_a_bank_is_one_flow_from_the_first_click_to_the_data()
    {
        await using var watched = await WatchedSystem.StartAsync();
        await watched.Demo.Person().ConnectBankAsync();

        var flow = await watched.FlowAsync("finance-aggregator", steps => steps.Any(step => Told(step) == "api_request ok"));
        var steps = StepsOf(flow);

        steps.Where(step => step.GetProperty("channel").GetString() == "front").Select(Told).ShouldBe(
        [
            "authorization_start ok", "authorization_request ok", "login_page ok", "login ok", "authorization_request ok", "consent_page ok",
            "consent ok", "authorization_request ok", "authorization_response ok",
        ]);
        var callback = steps.Single(step => step.GetProperty("step").GetString() == "authorization_response").GetProperty("exchange").GetString();
        var token = steps.Single(step => step.GetProperty("step").GetString() == "token_request");
        token.GetProperty("within").GetString().ShouldBe(callback);
        token.GetProperty("viaGateway").GetBoolean().ShouldBeTrue();
        token.GetProperty("from").GetString().ShouldBe("client");
        token.GetProperty("response").GetProperty("refresh_token").GetString().ShouldStartWith("sha256:");
        token.GetProperty("request").GetProperty("authorization").GetString().ShouldStartWith("Basic finance-aggregator:sha256:");
        steps.ShouldContain(step => Told(step) == "introspection_request ok" && step.GetProperty("from").GetString() == "resource_server");
        flow.GetProperty("flow").GetProperty("person").GetString().ShouldNotBeNull().ShouldContain("Alice");
        flow.GetProperty("flow").GetProperty("grant").GetString().ShouldBe("authorization_code");
        flow.GetProperty("flow").GetProperty("result").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task The_consent_page_belongs_to_the_flow_before_anything_is_decided()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var person = watched.Demo.Person();
        await person.StartConnectingAsync();
        await person.SignInAsync();

        var flow = await watched.FlowAsync("finance-aggregator", steps => steps.Any(step => Told(step) == "consent_page ok"));

        StepsOf(flow)[0].GetProperty("step").GetString().ShouldBe("authorization_start");
        flow.GetProperty("flow").GetProperty("result").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task A_wrong_password_and_a_denial_are_red()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var person = watched.Demo.Person();
        await person.StartConnectingAsync();
        await person.Browser.SubmitAsync(person.Browser.Page.Form("login").Fill("Input.UserName", "alice").Fill("Input.Password", "wrong-password"));
        await person.SignInAsync();
        await person.DenyAsync();

        var flow = await watched.FlowAsync("finance-aggregator", steps => steps.Any(step => Told(step) == "authorization_response refused access_denied"));

        StepsOf(flow).Select(Told).ShouldContain("login refused login_failed");
        StepsOf(flow).Select(Told).ShouldContain("authorization_request refused access_denied");
        flow.GetProperty("flow").GetProperty("result").GetString().ShouldBe("refused");
        flow.GetProperty("flow").GetProperty("error").GetString().ShouldBe("access_denied");
    }

    [Fact]
    public async Task Refreshing_and_giving_back_continue_the_flow_that_gave_the_tokens()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var person = watched.Demo.Person();
        await person.ConnectBankAsync();
        await person.AtConnectionAsync("refresh");
        await person.AtConnectionAsync("disconnect");

        var flow = await watched.FlowAsync("finance-aggregator", steps => steps.Any(step => Told(step) == "revocation_request ok"));

        StepsOf(flow).Where(step => step.GetProperty("step").GetString() == "token_request").Select(step => step.GetProperty("grant").GetString())
            .ShouldBe(["authorization_code", "refresh_token"]);
    }

    [Fact]
    public async Task A_code_that_is_used_twice_is_seen_twice()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var client = watched.Demo.Client();
        var grant = await client.AuthorizeAsync();
        await client.RedeemAsync(grant);
        await client.RedeemAsync(grant);

        var flow = await watched.FlowAsync(client.Id, steps => steps.Any(step => Told(step) == "token_request refused invalid_grant"));

        StepsOf(flow).Where(step => step.GetProperty("step").GetString() == "token_request").Select(Told)
            .ShouldBe(["token_request ok", "token_request refused invalid_grant"]);
    }

    [Fact]
    public async Task What_the_gateway_refuses_ends_at_the_gateway()
    {
        await using var watched = await WatchedSystem.StartAsync();
        var client = watched.Demo.Client();
        var tokens = await client.ConnectAsync();
        var token = tokens.Must("access_token");
        (await watched.Demo.Http().GetAsync("api/accounts", token[..^8] + "AAAAAAAA")).Status.ShouldBe(401);
        await watched.Demo.AccountIdsAsync(token);

        JsonElement refused = default;
        for (var attempt = 0; attempt < 100 && refused.ValueKind == JsonValueKind.Undefined; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            using var list = JsonDocument.Parse(await watched.Explorer.GetStringAsync("api/flows?most=1000", TestContext.Current.CancellationToken));
            foreach (var summary in list.RootElement.GetProperty("flows").EnumerateArray())
            {
                using var flow = JsonDocument.Parse(await watched.Explorer.GetStringAsync($"api/flows/{summary.GetProperty("id").GetString()}", TestContext.Current.CancellationToken));
                var found = StepsOf(flow.RootElement).FirstOrDefault(step => step.GetProperty("to").GetString() == "gateway" && step.GetProperty("status").GetInt32() == 401
                    && step.GetProperty("error").GetString() == "invalid_token");
                if (found.ValueKind != JsonValueKind.Undefined) refused = found.Clone();
            }
        }

        refused.ValueKind.ShouldNotBe(JsonValueKind.Undefined, "the refusal at the edge is shown, with its reason");
    }
}
