using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Security;

/// <summary>A stolen code is worth nothing without its verifier (RFC 7636, RFC 9700 §2.1.1).</summary>
public sealed class PkceTests(DemoSystem demo)
{
    [Fact] // RFC 9700 §2.1.1
    public async Task P01_A_request_without_a_code_challenge_is_refused()
    {
        foreach (var client in new[] { "other-app", "public-app" })
            await ShouldBeInvalid(demo.Client(client).Ask("accounts:read").Without("code_challenge", "code_challenge_method"));
    }

    [Fact] // RFC 7636 §4.2, RFC 9700 §2.1.1
    public async Task P02_A_challenge_in_plain_text_is_refused()
    {
        var request = demo.Client().Ask("accounts:read");

        await ShouldBeInvalid(request.With("code_challenge", request.Verifier).With("code_challenge_method", "plain"));
        await ShouldBeInvalid(request.With("code_challenge", request.Verifier).Without("code_challenge_method")); // plain is the default
    }

    [Fact] // RFC 7636 §4.4.1
    public Task P03_An_unknown_challenge_method_is_refused() =>
        ShouldBeInvalid(demo.Client().Ask("accounts:read").With("code_challenge_method", "S512"));

    [Theory] // RFC 7636 §4.2
    [InlineData("0123456789")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")]
    public Task P04_A_challenge_that_no_SHA256_can_give_is_refused(string challenge) =>
        ShouldBeInvalid(demo.Client().Ask("accounts:read").With("code_challenge", challenge));

    [Fact] // RFC 7636 §4.6
    public async Task P05_A_stolen_code_is_worth_nothing_with_another_verifier()
    {
        var grant = await demo.Client().AuthorizeAsync();

        var answer = await demo.Client().RedeemAsync(grant with { Verifier = demo.Client().Ask().Verifier });

        answer.ShouldBeError(400, "invalid_grant");
    }

    [Fact] // RFC 7636 §4.6
    public async Task P06_A_stolen_code_is_worth_nothing_without_its_verifier()
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync();

        var answer = await client.TokenAsync(
            ("grant_type", "authorization_code"), ("code", grant.Code), ("redirect_uri", grant.RedirectUri));

        answer.ShouldBeError(400, "invalid_grant", "invalid_request");
    }

    [Theory] // RFC 7636 §4.1
    [InlineData(42)]
    [InlineData(129)]
    [InlineData(3)]
    public async Task P07_A_verifier_of_a_wrong_length_is_refused_even_if_it_fits_its_challenge(int length)
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync(request: client.Ask("accounts:read").WithVerifier(new string('a', length)));

        (await client.RedeemAsync(grant)).ShouldBeError(400, "invalid_request", "invalid_grant");
    }

    [Fact] // RFC 7636 §4.1
    public async Task P07_A_verifier_of_characters_that_are_not_unreserved_is_refused()
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync(request: client.Ask("accounts:read").WithVerifier(new string('+', 43)));

        (await client.RedeemAsync(grant)).ShouldBeError(400, "invalid_request", "invalid_grant");
    }

    [Theory] // RFC 7636 §4.1
    [InlineData(43)]
    [InlineData(128)]
    public async Task P07_A_verifier_of_a_right_length_is_accepted(int length)
    {
        var client = demo.Client();
        var grant = await client.AuthorizeAsync(request: client.Ask("accounts:read").WithVerifier(new string('~', length)));

        (await client.RedeemAsync(grant)).Must("access_token");
    }

    [Fact] // RFC 9700 §4.8.2
    public async Task P08_A_verifier_without_an_earlier_challenge_shows_a_downgrade()
    {
        await using var legacy = await DemoSystem.StartAsync(new() { Legacy = true });
        var laboratory = legacy.Client("lab-no-pkce");
        var request = laboratory.Ask("accounts:read").Without("code_challenge", "code_challenge_method");
        var stripped = await laboratory.AuthorizeAsync(request: request);
        var allowed = await laboratory.AuthorizeAsync(request: request);

        var answer = await laboratory.RedeemAsync(stripped);
        var withoutVerifier = await laboratory.TokenAsync(
            ("grant_type", "authorization_code"), ("code", allowed.Code), ("redirect_uri", allowed.RedirectUri));

        answer.ShouldBeError(400, "invalid_grant", "invalid_request");
        withoutVerifier.Must("access_token"); // so it was the verifier that was refused, and not the client
    }

    [Fact] // RFC 8414 §2
    public async Task P09_The_metadata_offers_S256_and_nothing_else()
    {
        var metadata = await demo.Http().GetAsync(".well-known/oauth-authorization-server");

        metadata.Json.GetProperty("code_challenge_methods_supported").EnumerateArray()
            .Select(method => method.GetString()).ShouldBe(["S256"]);
    }

    private async Task ShouldBeInvalid(AuthorizationRequest request)
    {
        var person = await demo.SignedInAsync();

        var page = await person.Browser.GoAsync(request.Address);

        page.ShouldAnswerTheClient(request, "invalid_request", demo);
    }
}
