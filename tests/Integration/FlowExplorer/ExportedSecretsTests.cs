using System.Text.RegularExpressions;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Redaction happens before anything leaves a service: here everything that left is searched.</summary>
public sealed partial class ExportedSecretsTests
{
    [Fact]
    public async Task No_secret_of_any_flow_is_in_what_was_exported()
    {
        await using var dashboard = await Collector.StartAsync();
        await using var explorer = await Collector.StartAsync();
        var secrets = new SecretCollection();
        var demo = await DemoSystem.StartAsync(new()
        {
            Settings = dashboard.AsDashboard().Concat(WatchedSystem.WatchedBy(explorer.Address)).ToDictionary(),
            Legacy = true,
            Amend = services => services.CollectSecretsOfClients(secrets),
        });
        await using (demo) await PlayAsync(demo); // what is still unsent is sent as the services stop

        string[] all = [.. demo.Secrets.All, .. secrets.All, .. TestPeople.Shipped.Values];
        secrets.All.Count.ShouldBeGreaterThan(5, "or the aggregator's own calls are not looked at");
        all.Length.ShouldBeGreaterThan(20);
        foreach (var signal in (string[])["traces", "logs", "metrics"]) dashboard.Text(signal).ShouldNotBeEmpty(signal);
        ShouldHoldNone(all, dashboard.Text());
        ShouldHoldNone(all, explorer.Text());
    }

    private static void ShouldHoldNone(string[] all, string exported)
    {
        exported.ShouldContain("oauth.request.code_verifier");
        exported.ShouldContain("oauth.response.refresh_token");
        all.Where(secret => exported.Contains(secret, StringComparison.Ordinal) || exported.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal))
            .ShouldBeEmpty();
        all.Select(SignatureOf).OfType<string>().Where(signature => exported.Contains(signature, StringComparison.Ordinal)).ShouldBeEmpty();
        SignedToken().Matches(exported).Select(match => match.Value).ShouldBeEmpty("whoever made it");
    }

    private static async Task PlayAsync(DemoSystem demo)
    {
        var person = demo.Person();
        await person.StartConnectingAsync();
        await person.Browser.SubmitAsync(person.Browser.Page.Form("login").Fill("Input.UserName", "alice").Fill("Input.Password", "not-her-password"));
        demo.Secrets.Add("not-her-password");
        await person.SignInAsync();
        await person.AllowAsync();
        await person.AtConnectionAsync("refresh");
        await person.AtConnectionAsync("disconnect");
        await person.SignOutAsync();

        var client = demo.Client();
        var tokens = await client.ConnectAsync();
        await demo.AccountIdsAsync(tokens.Must("access_token"));
        await demo.Http().GetAsync("api/accounts?access_token=" + tokens.Must("access_token"));
        await demo.Http().GetAsync("connect/userinfo", tokens.Must("access_token"));
        await client.RedeemAsync(await client.AuthorizeAsync(demo.Person("bob")));
        var refreshed = await client.RefreshAsync(tokens.Must("refresh_token"));
        await demo.Client("bank-api").IntrospectAsync(refreshed.Must("access_token"));
        await client.TokenAsync(("grant_type", "authorization_code"), ("code", "a-code-that-nobody-gave"), ("client_secret", client.Secret!));
        await client.RevokeAsync(refreshed.Must("refresh_token"));
        await demo.Client("machine").ClientCredentialsAsync("statements:run");
        await PlayNewerGrantsAsync(demo);
        await PayAsync(demo);
        await PlayOldGrantsAsync(demo);
    }

    private static async Task PayAsync(DemoSystem demo)
    {
        var client = demo.Client();
        var request = client.AskToPay();
        var pushed = await client.PushAsync(request);
        demo.Secrets.Add(pushed.Must("request_uri"));
        var payer = demo.Person("bob");
        await payer.Browser.GoAsync(client.AddressOf(pushed));
        await payer.SignInAsync();
        var tokens = await client.RedeemAsync(Grant.From(await payer.AllowAsync(accounts: ["Everyday"]), request));
        var order = new { instructedAmount = new { amount = "12.50", currency = "EUR" }, creditorName = "Lighthouse Books", creditorAccount = new { iban = "DE89370400440532013000" }, remittanceInformation = "Order 1234" };
        (await demo.Http().PostJsonAsync("api/payments", tokens.Must("access_token"), order)).Status.ShouldBe(201);
    }

    private static async Task PlayNewerGrantsAsync(DemoSystem demo)
    {
        var client = demo.Client();
        var pushed = await client.PushAsync(client.Ask());
        demo.Secrets.Add(pushed.Must("request_uri"));
        await demo.Person("carol").ConnectAsync(client.AddressOf(pushed));

        var tv = demo.Client("tv-app");
        var asked = await tv.AskForDeviceAsync();
        demo.Secrets.Add(asked.Must("device_code"));
        demo.Secrets.Add(asked.Must("user_code"));
        demo.Secrets.Add(asked.Must("user_code").Replace("-", "", StringComparison.Ordinal));
        await tv.PollAsync(asked.Must("device_code"));
        var watcher = demo.Person("bob");
        await watcher.TypeDeviceCodeAsync(asked.Must("user_code"));
        await watcher.AllowAsync();
        demo.AdvanceClock(TimeSpan.FromSeconds(6));
        await tv.PollAsync(asked.Must("device_code"));

        var machine = demo.Client("classroom-machine");
        var own = (await machine.ClientCredentialsAsync("statements:run")).Must("access_token");
        await machine.TokenAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", own),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("scope", "statements:run"));
        var assertion = new ClientKey().Assert("statement-worker", demo.Issuer.AbsoluteUri, DateTimeOffset.UtcNow);
        demo.Secrets.Add(SignatureOf(assertion)!);
        await demo.Http().PostAsync("connect/token", null, ("grant_type", "client_credentials"), ("client_id", "statement-worker"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion));

        var person = demo.Person();
        var start = await person.Browser.GoAsync(demo.Addresses.AtAggregator("sign-in"));
        await person.Browser.SubmitAsync(start.Form("sign-in"));
        await person.SignInAsync();
        await person.AllowAsync();
        await person.SignOutAsync(); // with a logout token for Tidepool, on the direct line
        await demo.Http().GetAsync("connect/logout?id_token_hint=" + Uri.EscapeDataString(assertion));
    }

    private static async Task PlayOldGrantsAsync(DemoSystem demo)
    {
        await demo.Http().PostAsync("connect/token", null, ("grant_type", "password"), ("client_id", "lab-password"), ("username", "alice"),
            ("password", TestPeople.Password("alice")), ("scope", "accounts:read"));
        var request = demo.Client("lab-implicit").Ask("accounts:read").With("response_type", "token").Without("code_challenge", "code_challenge_method", "nonce");
        var page = await demo.Person().ConnectAsync(request.Address);
        demo.Secrets.Add(page.Redirect?.Parameter("access_token"));

        var laboratory = demo.Client("lab-no-pkce");
        var code = await laboratory.AuthorizeAsync(request: laboratory.Ask("accounts:read").Without("code_challenge", "code_challenge_method"));
        demo.Secrets.Add(code.Code);
        await laboratory.TokenAsync(("grant_type", "authorization_code"), ("code", code.Code), ("redirect_uri", code.RedirectUri));
    }

    private static string? SignatureOf(string token) => token.Split('.') is [_, _, { Length: > 20 } signature] ? signature : null;

    [GeneratedRegex(@"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{40,}")]
    private static partial Regex SignedToken();
}
