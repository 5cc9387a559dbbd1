using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration;

/// <summary>A client looks at the consent that it was given, and gives it back.</summary>
public sealed class ConsentApiTests(DemoSystem demo)
{
    [Fact]
    public async Task A_client_sees_its_own_consent_and_can_end_it()
    {
        var tokens = await demo.Client().ConnectAsync(days: 30);
        var (token, id) = (tokens.Must("access_token"), tokens.Must("consent_id"));

        var seen = await demo.Http().GetAsync($"api/consents/{id}", token);
        seen.Status.ShouldBe(200, seen.Body);
        var consent = seen.Json.GetProperty("data");
        (consent.GetProperty("consentId").GetString(), consent.GetProperty("status").GetString()).ShouldBe((id, "Authorised"));

        for (var twice = 0; twice < 2; twice++)
            (await demo.Http().SendAsync(HttpMethod.Delete, $"api/consents/{id}", new("Bearer", token), null, [])).Status.ShouldBe(204);

        (await demo.Client("bank-api").IntrospectAsync(token)).ShouldBeInactive();
        (await demo.Client().RefreshAsync(tokens.Must("refresh_token"))).ShouldBeError(400, "invalid_grant");
        var ended = (await demo.Http().GetAsync($"api/consents/{id}", token)).Json.GetProperty("data");
        (ended.GetProperty("status").GetString(), ended.GetProperty("endedBy").GetString()).ShouldBe(("Revoked", "Client"));
    }

    [Fact]
    public async Task Nobody_sees_a_consent_that_the_token_does_not_stand_on()
    {
        var mine = await demo.Client().ConnectAsync();
        var other = await demo.Client("third-app").ConnectAsync(demo.Person("bob"));

        foreach (var id in new[] { other.Must("consent_id"), "c_unknown" })
        {
            var answer = await demo.Http().GetAsync($"api/consents/{id}", mine.Must("access_token"));
            (answer.Status, answer["code"]).ShouldBe((404, "consent.notFound"));
            (await demo.Http().SendAsync(HttpMethod.Delete, $"api/consents/{id}", new("Bearer", mine.Must("access_token")), null, [])).Status.ShouldBe(404);
        }

        (await demo.Http().GetAsync($"api/consents/{mine.Must("consent_id")}")).Status.ShouldBe(401);
        (await demo.Client().RefreshAsync(other.Must("refresh_token"))).ShouldBeError(400, "invalid_grant"); // another client's, still alive for its own
        (await demo.Client("third-app").RefreshAsync(other.Must("refresh_token"))).Must("access_token");
    }
}
