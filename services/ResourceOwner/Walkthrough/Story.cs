using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Plays every scene and keeps score.</summary>
internal sealed class Story(
    Addresses addresses, IConfiguration configuration, HttpMessageHandler sockets, ExchangeLog log, Narrator narrator, FlowLinks links,
    CancellationToken ends)
{
    private readonly List<Step> _steps = [];
    private Scene _scene = new("", "", "");

    public Addresses Addresses => addresses;

    public ExchangeLog Log => log;

    public Narrator Narrator => narrator;

    /// <summary>The person in a private window: without the cookies of the scenes before.</summary>
    public Person Person(DemoPerson who) => new(new Browser(addresses, sockets, log, ends: ends), who.UserName, who.Password);

    public IConfiguration Configuration => configuration;

    public CancellationToken Ends => ends;

    public NativeClient Client(string id = NativeClient.Id) => new(addresses, sockets, log, id);

    /// <returns>Whether every step passed.</returns>
    public async Task<bool> PlayAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var television = new Television(this);
        await SceneAsync(new("A television shows a code", "device code", "RFC 8628"), television.ShowCodeAsync);
        await SceneAsync(new("Alice connects her bank at Tidepool", "authorization code, pushed", "RFC 6749 §4.1, RFC 9126"), () => new ConnectAtTidepool(this).PlayAsync());
        await SceneAsync(new("A program on her machine, front channel and back channel", "authorization code with PKCE", "RFC 7636, RFC 8252"), () => new CodeWithProofKey(this).PlayAsync());
        await SceneAsync(new("A stolen refresh token", "refresh token", "RFC 9700 §4.14"), () => new StolenRefreshToken(this).PlayAsync());
        await SceneAsync(new("One payment, and a fresh sign-in for it", "authorization code, one payment", "RFC 9396, RFC 9470"), () => new OnePayment(this).PlayAsync());
        await SceneAsync(new("The back office writes statements", "client credentials, token exchange", "RFC 7523, RFC 8693"), () => new BackOffice(this).PlayAsync());
        await SceneAsync(new("Bob says no", "authorization code, denied", "RFC 6749 §4.1.2.1"), () => new Denial(this).PlayAsync());
        await SceneAsync(new("A wrong password", "no grant", "RFC 6749 §3.1"), () => new WrongPassword(this).PlayAsync());
        await SceneAsync(new("An account that was not agreed on", "authorization code, other account", "RFC 6749 §3.3"), () => new AccountNotAgreedOn(this).PlayAsync());
        await SceneAsync(new("What the bank no longer offers", "implicit, password, code without PKCE", "RFC 9700 §2"), () => new NotOffered(this).PlayAsync());
        await SceneAsync(new("Alice types the television's code", "device code", "RFC 8628"), television.ConnectAsync);
        narrator.Sum(_steps, Stopwatch.GetElapsedTime(started));
        return _steps.TrueForAll(step => step.Failure is null);
    }

    /// <summary>Plays a part that has to come out as expected; throws if it does not, because what follows would stand on sand.</summary>
    public async Task StepAsync(string expectation, string source, Func<Task> play)
    {
        var before = log.Exchanges.Count;
        try
        {
            await play();
            narrator.Passed(Keep(expectation, source, null, before));
        }
        catch (Exception failure) when (failure is StepFailedException or UnexpectedPageException or HttpRequestException or OperationCanceledException or IOException)
        {
            narrator.Failed(Keep(expectation, source, failure.Message, before), failure is UnexpectedPageException ? null : log.Last);
            throw new SceneBrokenException();
        }
    }

    private async Task SceneAsync(Scene scene, Func<Task> play)
    {
        if (ends.IsCancellationRequested)
            return;
        _scene = scene;
        var began = TimeProvider.System.GetUtcNow();
        narrator.OpenScene(scene.Title);
        try
        {
            await play();
        }
        catch (SceneBrokenException)
        {
            narrator.Note("The rest of this scene is left out.");
        }

        foreach (var link in await links.SinceAsync(began, ends))
            narrator.Note($"See it drawn: {link}");
    }

    private Step Keep(string expectation, string source, string? failure, int before)
    {
        var (first, last) = (before + 1, log.Exchanges.Count);
        var step = new Step(_scene, expectation, source, failure, last < first ? "" : last == first ? $"{first}" : $"{first}–{last}");
        _steps.Add(step);
        return step;
    }

    private sealed class SceneBrokenException : Exception;
}
