using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>Nothing lives longer than it was given. These tests move the clock, so they have a system of their own.</summary>
public sealed class ExpiryTests(ExpiryTests.OwnSystem own) : IClassFixture<ExpiryTests.OwnSystem>
{
    private DemoSystem Demo => own.Demo;

    [Fact] // RFC 6749 §4.1.2
    public async Task T05_A_code_lives_a_minute()
    {
        var client = Demo.Client();
        var (early, late) = (await client.AuthorizeAsync(), await client.AuthorizeAsync());

        Demo.AdvanceClock(TimeSpan.FromSeconds(45));
        (await client.RedeemAsync(early)).Must("access_token");

        Demo.AdvanceClock(TimeSpan.FromSeconds(16));
        (await client.RedeemAsync(late)).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 9700 §4.14.2
    public async Task F02_A_refresh_token_used_again_kills_its_family()
    {
        var client = Demo.Client();
        var tokens = await client.ConnectAsync();
        var first = tokens.Must("refresh_token");
        var newest = (await client.RefreshAsync(first)).Must("refresh_token");
        Demo.AdvanceClock(TimeSpan.FromMinutes(1)); // past any leeway for parallel refreshes

        (await client.RefreshAsync(first)).ShouldBeError(400, "invalid_grant");

        (await client.RefreshAsync(newest)).ShouldBeError(400, "invalid_grant");
        (await Demo.Client("bank-api").IntrospectAsync(tokens.Must("access_token"))).ShouldBeInactive();
    }

    [Fact] // RFC 9068 §4
    public async Task A07_An_access_token_lives_five_minutes()
    {
        var token = (await Demo.Client().ConnectAsync()).Must("access_token");

        Demo.AdvanceClock(TimeSpan.FromMinutes(4.8));
        (await Demo.Http().GetAsync("api/accounts", token)).Status.ShouldBe(200);

        Demo.AdvanceClock(TimeSpan.FromSeconds(30)); // beyond what two clocks may be apart
        (await Demo.Http().GetAsync("api/accounts", token)).ShouldBeRefused(401, "invalid_token");
        (await Demo.Http().GetAsync($"{Demo.Service("bank-api").Address}api/accounts", token)).ShouldBeRefused(401, "invalid_token");
    }

    [Fact] // RFC 7662 §2.2
    public async Task N02_An_expired_token_is_inactive_and_nothing_more_is_said()
    {
        var token = (await Demo.Client().ConnectAsync()).Must("access_token");
        Demo.AdvanceClock(TimeSpan.FromMinutes(6));

        (await Demo.Client("bank-api").IntrospectAsync(token)).ShouldBeInactive();
    }

    /// <summary>The system of these tests.</summary>
    public sealed class OwnSystem : IAsyncLifetime
    {
        /// <summary>Started.</summary>
        public DemoSystem Demo { get; } = new();

        /// <inheritdoc/>
        public ValueTask InitializeAsync() => Demo.InitializeAsync();

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => Demo.DisposeAsync();
    }
}
