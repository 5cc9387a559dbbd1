using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.Testcontainers;

/// <summary>What a test can do with a bank, wherever it runs.</summary>
public static class OAuthDemoActions
{
    extension(IOAuthDemo demo)
    {
        /// <summary>The address of the bank's API.</summary>
        public Uri BankApiAddress => new(demo.Issuer, "api/");

        /// <summary>The bank's time, for a resource server under test that has to agree on what has expired.</summary>
        public BankClock Clock => demo.Bank.Clock;

        /// <summary>
        /// The certificate of a bank over https, for a program under test that has to trust it: no machine does. Null over http.
        /// </summary>
        public X509Certificate2? Certificate => demo.Bank.Certificate;

        /// <summary>
        /// A handler for an <see cref="HttpClient"/> that reaches this bank and trusts its certificate, e.g. the back channel of a resource server
        /// under test. It keeps no cookies and follows no redirect.
        /// </summary>
        public SocketsHttpHandler CreateHandler() => ReachingTheBank.CreateHandler(demo.Bank.Certificate);

        /// <summary>A token in a client's own name, by real client credentials (RFC 6749 §4.4).</summary>
        /// <param name="client">A client that the bank was given.</param>
        /// <param name="scopes">What to ask for; everything that it may have, if none is named.</param>
        /// <exception cref="BankRefusedException">The bank refused; the message holds its answer.</exception>
        public Task<TokenAnswer> GetTokenAsync(string client, params string[] scopes) => scopes.Length == 0
            ? demo.Bank.AskForTokenAsync(demo.Bank.Client(client), ("grant_type", "client_credentials"))
            : demo.Bank.AskForTokenAsync(demo.Bank.Client(client), ("grant_type", "client_credentials"), ("scope", string.Join(' ', scopes)));

        /// <summary>A token that a person agrees to: plays the authorization code flow with PKCE on the bank's real pages.</summary>
        /// <param name="person">A person that the bank was given, or alice, bob, carol.</param>
        /// <param name="client">A client that the bank was given.</param>
        /// <param name="scopes">What the client asks for. She agrees to all of it.</param>
        /// <param name="accounts">Which accounts she picks, by words of their names; all if null.</param>
        /// <exception cref="BankRefusedException">The bank refused; the message holds its answer.</exception>
        /// <exception cref="UnexpectedPageException">A page came that is none of this flow.</exception>
        public async Task<TokenAnswer> GetTokenForAsync(string person, string client, IEnumerable<string> scopes, IEnumerable<string>? accounts = null)
        {
            var (bank, registered, who) = (demo.Bank, demo.Bank.Client(client), demo.Bank.Person(person));
            var (verifier, state) = (RandomText(), RandomText());
            var redirectUri = registered.RedirectUris?[0] ?? "http://127.0.0.1/callback";
            using var browser = demo.OpenBrowser();
            browser.StopBefore = target => target.AbsoluteUri.StartsWith(redirectUri, StringComparison.Ordinal);

            var page = await new Person(browser, who.UserName, who.Password).ConnectAsync(
                AuthorizationRequest(demo.Issuer, client, redirectUri, scopes, state, verifier), accounts: accounts).ConfigureAwait(false);
            var code = Code(page, state, demo.Issuer);
            return await bank.AskForTokenAsync(registered,
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri), ("code_verifier", verifier)).ConfigureAwait(false);
        }

        /// <summary>Uses a refresh token (RFC 6749 §6).</summary>
        public Task<TokenAnswer> RefreshAsync(string client, string refreshToken) =>
            demo.Bank.AskForTokenAsync(demo.Bank.Client(client), ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

        /// <summary>A browser without a window, for a test that plays a flow of its own. Dispose it.</summary>
        public Browser OpenBrowser() => new(new Addresses(demo.Issuer), demo.Bank.Sockets, demo.Bank.Log, demo.Clock);

        /// <summary>The secret of a client that the bank was given; null for a public one.</summary>
        public string? SecretOf(string client) => demo.Bank.Client(client).Secret;

        /// <summary>An access token without a flow: with any claims, or broken on purpose for a negative test.</summary>
        public async Task<string> MintTokenAsync(TokenDescription token) =>
            (string)(await demo.Bank.AskAsync(HttpMethod.Post, "tokens", token).ConfigureAwait(false))!["accessToken"]!;

        /// <summary>Moves the bank's clock ahead: tokens, codes and consents expire by it. It never goes back, except by a reset.</summary>
        public Task AdvanceClockAsync(TimeSpan by) => demo.Bank.AdvanceClockAsync(by);

        /// <summary>Adds a customer.</summary>
        public Task AddPersonAsync(PersonDescription person) => demo.Bank.AddPersonAsync(person);

        /// <summary>Registers a client.</summary>
        /// <returns>Its secret; null for a public client.</returns>
        /// <exception cref="BankRefusedException">It could not work or would not be safe; the message says why.</exception>
        public Task<string?> AddClientAsync(ClientDescription client) => demo.Bank.AddClientAsync(client);

        /// <summary>Adds a scope.</summary>
        public Task AddScopeAsync(ScopeDescription scope) => demo.Bank.AddScopeAsync(scope);

        /// <summary>Ends consents as the person does under Connected apps. Introspection says so at once, the bank's own API within five seconds of the clock.</summary>
        /// <param name="person">Whose; everybody's if null.</param>
        /// <param name="client">For which client; for every one if null.</param>
        /// <returns>How many ended.</returns>
        public async Task<int> RevokeConsentAsync(string? person = null, string? client = null)
        {
            var query = string.Join('&', new[] { ("person", person), ("client", client) }
                .Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));
            return (int)(await demo.Bank.AskAsync(HttpMethod.Delete, $"consents?{query}").ConfigureAwait(false))!["count"]!;
        }

        /// <summary>Lets a new key sign from now on.</summary>
        /// <param name="retireOld">False: the old key stays published for ten minutes. True: it is gone at once, as after a theft.</param>
        /// <returns>The id of the new key.</returns>
        public async Task<string> RotateKeysAsync(bool retireOld = false) =>
            (string)(await demo.Bank.AskAsync(HttpMethod.Post, "keys", new { retire = retireOld }).ConfigureAwait(false))!["kid"]!;

        /// <summary>Lets the next requests to an endpoint of the bank go wrong, its API included.</summary>
        /// <param name="endpoint">Its path, such as <see cref="BankEndpoint.Token"/>.</param>
        /// <param name="failure">How.</param>
        /// <param name="times">How many requests.</param>
        public Task FailNextAsync(string endpoint, Failure failure, int times = 1) => demo.Bank.AskAsync(
            HttpMethod.Post, "failures", new { endpoint, failure.Status, failure.DelayMilliseconds, failure.Drop, times });

        /// <summary>Forgets failures that have not happened yet.</summary>
        public Task RecoverAsync() => demo.Bank.AskAsync(HttpMethod.Delete, "failures");

        /// <summary>What was asked of the bank and answered since it started or was reset, oldest first. No secret is in it.</summary>
        public Task<IReadOnlyList<BankExchange>> GetExchangesAsync() => demo.Bank.ExchangesAsync();

        /// <summary>As after the start: what was given to the builder is there, what a test has done is not, and the clock shows the real time.</summary>
        public Task ResetAsync() => demo.Bank.ResetAsync();

        /// <summary>A bank of its own beside this one, at the same address below <c>t/</c>: own issuer, people, clients, keys and clock. Dispose it.</summary>
        /// <param name="seed">What it has beside what every bank ships.</param>
        /// <param name="name">Becomes part of the issuer: small letters, digits, hyphens; made if null.</param>
        public async Task<OAuthDemoTenant> CreateTenantAsync(BankSeed? seed = null, string? name = null) =>
            new(demo.Bank, await demo.Bank.AddTenantAsync(seed, name).ConfigureAwait(false));
    }

    private static Uri AuthorizationRequest(Uri issuer, string client, string redirectUri, IEnumerable<string> scopes, string state, string verifier)
    {
        (string Name, string Value)[] parameters =
        [
            ("response_type", "code"), ("client_id", client), ("redirect_uri", redirectUri), ("scope", string.Join(' ', scopes)), ("state", state),
            ("prompt", "consent"), ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), ("code_challenge_method", "S256"),
        ];
        return new(issuer, $"connect/authorize?{string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))}");
    }

    private static string Code(Page page, string state, Uri issuer)
    {
        var response = page.Redirect ?? throw page.Unexpected("an authorization response");
        if (response.Query("error") is { } error)
            throw new BankRefusedException($"The authorization endpoint answered {error}: {response.Query("error_description")}");
        return response.Query("state") == state && response.Query("iss") == issuer.AbsoluteUri
            ? response.Query("code") ?? throw page.Unexpected("a code")
            : throw page.Unexpected("the state that was sent, from the issuer");
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
