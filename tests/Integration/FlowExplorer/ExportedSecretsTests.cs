using System.Text.RegularExpressions;
using OAuthDemo.Integration.Demo;

namespace OAuthDemo.Integration.FlowExplorer;

/// <summary>Redaction happens before anything leaves a service: here everything that left is searched.</summary>
public sealed partial class ExportedSecretsTests
{
    [Fact]
    public async Task No_secret_of_any_flow_is_in_what_was_exported()
    {
        await using var collector = await Collector.StartAsync();
        var secrets = new SecretCollection();
        var demo = await DemoSystem.StartAsync(new()
        {
            Settings = WatchedSystem.WatchedBy(collector.Address),
            Amend = services => services.CollectSecretsOfClients(secrets),
        });
        await using (demo) await PlayAsync(demo); // what is still unsent is sent as the services stop

        var exported = collector.Text("/v1/traces") + collector.Text("/v1/logs") + collector.Text("/v1/metrics");
        string[] all = [.. demo.Secrets.All, .. secrets.All, .. TestPeople.Shipped.Values];
        exported.ShouldContain("oauth.request.code_verifier");
        exported.ShouldContain("oauth.response.refresh_token");
        secrets.All.Count.ShouldBeGreaterThan(5, "or the aggregator's own calls are not looked at");
        all.Length.ShouldBeGreaterThan(20);

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
    }

    private static string? SignatureOf(string token) => token.Split('.') is [_, _, { Length: > 20 } signature] ? signature : null;

    [GeneratedRegex(@"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{40,}")]
    private static partial Regex SignedToken();
}
