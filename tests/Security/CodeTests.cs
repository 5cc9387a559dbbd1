using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A code is used once, by the client that it was made for (RFC 6749 §4.1, §10.5).</summary>
public sealed class CodeTests(DemoSystem demo)
{
    [Fact] // RFC 6749 §4.1.2
    public async Task T01_A_code_is_used_once()
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync();
        (await client.RedeemAsync(grant)).Must("access_token");

        (await client.RedeemAsync(grant)).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 6749 §4.1.2
    public async Task T02_A_code_used_twice_takes_back_what_it_gave()
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync();
        var tokens = await client.RedeemAsync(grant);
        var (access, refresh) = (tokens.Must("access_token"), tokens.Must("refresh_token"));

        await client.RedeemAsync(grant);

        (await demo.Client("bank-api").IntrospectAsync(access)).ShouldBeInactive();
        (await demo.Http().GetAsync("api/accounts", access)).ShouldBeRefused(401, "invalid_token");
        (await client.RefreshAsync(refresh)).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 6749 §10.5
    public async Task T03_Of_twenty_who_redeem_a_code_at_once_one_wins()
    {
        var client = demo.Client();
        foreach (var round in Enumerable.Range(1, 3))
        {
            var grant = await client.AuthorizeAsync();

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.RedeemAsync(grant))));

            answers.Count(answer => answer.Status == 200).ShouldBe(1, $"round {round}");
            foreach (var loser in answers.Where(answer => answer.Status != 200))
                loser.ShouldBeError(400, "invalid_grant");
        }
    }

    [Theory] // RFC 6749 §4.1.3
    [InlineData("third-app")]
    [InlineData("public-app")]
    public async Task T04_A_code_belongs_to_its_client(string thief)
    {
        var grant = await demo.Client("other-app").AuthorizeAsync();

        (await demo.Client(thief).RedeemAsync(grant)).ShouldBeError(400, "invalid_grant");
    }

    [Theory] // RFC 6749 §4.1.3
    [InlineData("https://third-app.example/callback")]
    [InlineData("https://other-app.example/callback/")]
    [InlineData("https://other-app.example/Callback")]
    public async Task T06_Another_redirect_uri_does_not_redeem_a_code(string redirectUri)
    {
        var grant = await demo.Client().AuthorizeAsync();

        (await demo.Client().RedeemAsync(grant with { RedirectUri = redirectUri })).ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 6749 §10.10
    public async Task T18_Codes_and_tokens_cannot_be_guessed()
    {
        var client = demo.Client("third-app");
        var person = await demo.SignedInAsync("carol");
        await client.AuthorizeAsync(person); // from now on this consent is remembered
        List<string> codes = [], refreshTokens = [];
        foreach (var _ in Enumerable.Range(0, 32))
        {
            var grant = await client.AuthorizeAsync(person, client.Ask().Without("prompt"));
            codes.Add(grant.Code);
            refreshTokens.Add((await client.RedeemAsync(grant)).Must("refresh_token"));
        }

        EntropyOf(codes).ShouldBeGreaterThan(128);
        EntropyOf(refreshTokens).ShouldBeGreaterThan(128);
    }

    // What was seen to vary at each position, in bits. 32 samples show at most 5 bits a character, so this is a low estimate.
    private static double EntropyOf(List<string> values)
    {
        values.ShouldBeUnique();
        var length = values.Min(value => value.Length);
        return Enumerable.Range(0, length).Sum(position => Math.Log2(values.Select(value => value[position]).Distinct().Count()));
    }
}
