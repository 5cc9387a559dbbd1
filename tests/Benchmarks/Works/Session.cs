using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OAuthDemo.Benchmarks.Load;
using OAuthDemo.Benchmarks.Systems;
using OAuthDemo.ResourceOwner;
using OAuthDemo.ResourceOwner.Browsing;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>A person who is signed in at the bank and has once agreed to what the benchmarks' client asks for.</summary>
internal sealed class Session
{
    private readonly Uri _issuer;
    private readonly string _basic;
    private readonly string _cookie;

    private Session(Uri issuer, string basic, string cookie) => (_issuer, _basic, _cookie) = (issuer, basic, cookie);

    public static async Task<IReadOnlyList<Session>> OpenAllAsync(BankSystem bank)
    {
        var sessions = new List<Session>();
        foreach (var (name, password) in BankSystem.People)
            sessions.Add(await OpenAsync(bank, name, password));
        return sessions;
    }

    /// <summary>From the session to tokens: the authorization request, then the code with its verifier.</summary>
    /// <param name="answer">Takes the answers; at the end it holds the tokens.</param>
    /// <param name="pushed">Whether the request is pushed first (RFC 9126).</param>
    public IEnumerable<byte[]> Flow(Answer answer, bool pushed = false)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var request = AuthorizationRequest(verifier);
        if (pushed)
        {
            yield return Requests.Post(new(_issuer, "connect/par"), request, _basic);
            request = $"client_id={BankSystem.App}&request_uri={Uri.EscapeDataString(answer.MustBe(201).Member("request_uri"))}";
        }

        yield return Requests.Get(new(_issuer, $"connect/authorize?{request}"), $"Cookie: {_cookie}");
        yield return Requests.Post(new(_issuer, "connect/token"),
            $"grant_type=authorization_code&code={answer.MustBe(302).Redirected("code")}&redirect_uri={Uri.EscapeDataString(BankSystem.Callback)}&code_verifier={verifier}", _basic);
        answer.MustBe(200);
    }

    /// <summary>A flow and a refresh.</summary>
    public IEnumerable<byte[]?> OneOfEach(Answer answer)
    {
        foreach (var request in Flow(answer))
            yield return request;
        yield return Refresh(answer.Member("refresh_token"));
        answer.MustBe(200);
        yield return null;
    }

    public Script Flows(bool pushed = false) => answer => Forever(answer, pushed);

    public byte[] Refresh(string token) => Requests.Post(new(_issuer, "connect/token"), $"grant_type=refresh_token&refresh_token={token}", _basic);

    private IEnumerable<byte[]?> Forever(Answer answer, bool pushed)
    {
        while (true)
        {
            foreach (var request in Flow(answer, pushed))
                yield return request;
            yield return null;
        }
    }

    private static async Task<Session> OpenAsync(BankSystem bank, string name, string password)
    {
        var issuer = bank.Gateway.Address;
        using var browser = new Browser(new(issuer)) { StopBefore = target => target.Authority != issuer.Authority };
        var address = new Uri(issuer, $"connect/authorize?{AuthorizationRequest(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)))}");
        var page = await new Person(browser, name, password).ConnectAsync(address);
        return page.Redirect is { Host: "bench.example" }
            ? new(issuer, Requests.Basic(BankSystem.App, bank.Secrets[BankSystem.App]), browser.Cookies.HeaderFor(address, HttpMethod.Get, sentBy: null)!)
            : throw page.Unexpected("a code for the benchmarks' client");
    }

    private static string AuthorizationRequest(string verifier) => string.Join('&',
        $"response_type=code&client_id={BankSystem.App}",
        $"redirect_uri={Uri.EscapeDataString(BankSystem.Callback)}",
        $"scope={Uri.EscapeDataString(BankSystem.Scopes)}",
        $"state={Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))}",
        $"code_challenge_method=S256&code_challenge={Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}");
}
