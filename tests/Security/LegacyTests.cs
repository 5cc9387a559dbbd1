using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>What RFC 9700 forbids works nowhere but in the laboratory, and there for its own clients alone.</summary>
public sealed class LegacyTests(DemoSystem demo) : IAsyncLifetime
{
    private DemoSystem _lab = null!;

    [Fact] // RFC 9700 §2.1.2
    public async Task R19_The_implicit_grant_gives_a_token_in_the_address_and_only_in_the_laboratory()
    {
        var client = _lab.Client("lab-implicit");
        var request = client.Ask("accounts:read").With("response_type", "token").Without("code_challenge", "code_challenge_method", "nonce");

        var page = await _lab.Person().ConnectAsync(request.Address);

        var address = page.Redirect.ShouldNotBeNull();
        address.Query.ShouldBeEmpty();
        (await _lab.AccountIdsAsync(address.Parameter("access_token").ShouldNotBeNull())).ShouldNotBeEmpty();
        address.Parameter("iss").ShouldBe(_lab.Issuer.AbsoluteUri);

        var other = _lab.Client().Ask("accounts:read").With("response_type", "token").Without("code_challenge", "code_challenge_method");
        (await (await _lab.SignedInAsync()).Browser.GoAsync(other.Address)).Redirect!.Parameter("error").ShouldBeOneOf("unauthorized_client", "unsupported_response_type");
    }

    [Fact] // RFC 9700 §2.4
    public async Task T16_The_password_grant_opens_everything_and_only_in_the_laboratory()
    {
        (string, string)[] alice = [("grant_type", "password"), ("username", "alice"), ("password", "alice-demo-1")];

        var answer = await _lab.Client("lab-password").TokenAsync(alice);

        (await _lab.AccountIdsAsync(answer.Must("access_token"))).Count.ShouldBeGreaterThan(1); // nobody asked which
        (await _lab.Client("lab-password").TokenAsync(("grant_type", "password"), ("username", "alice"), ("password", "wrong"))).ShouldBeError(400, "invalid_grant");
        (await _lab.Client().TokenAsync(alice)).ShouldBeError(400, "unauthorized_client");
        (await _lab.Client("tv-app").TokenAsync(alice)).ShouldBeError(400, "unauthorized_client");
    }

    [Fact] // RFC 8414 §2
    public async Task I05_The_metadata_lists_an_exhibit_only_where_it_is_open()
    {
        var closed = (await demo.Http().GetAsync(".well-known/openid-configuration")).Body;
        var open = (await _lab.Http().GetAsync(".well-known/openid-configuration")).Body;

        foreach (var word in new[] { "\"implicit\"", "\"password\"", "\"token\"", "\"fragment\"" })
        {
            closed.ShouldNotContain(word);
            open.ShouldContain(word);
        }
    }

    [Fact] // with the exhibits closed, the server knows neither the grants nor the clients
    public async Task T16_Where_it_is_closed_nobody_finds_it()
    {
        (await demo.Http().PostAsync("connect/token", null, ("grant_type", "password"), ("client_id", "lab-password"), ("username", "alice"), ("password", "alice-demo-1")))
            .ShouldBeError(400, "unsupported_grant_type");
        (await demo.NewPerson().Browser.GoAsync(demo.Client("lab-implicit").Ask("accounts:read").With("response_type", "token").Address)).ShouldBeErrorPage();
        var withoutPkce = demo.Client().Ask("accounts:read").Without("code_challenge", "code_challenge_method");
        (await (await demo.SignedInAsync()).Browser.GoAsync(withoutPkce.Address)).Redirect!.Parameter("error").ShouldBe("invalid_request");
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _lab = await DemoSystem.StartAsync(new() { Legacy = true });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
