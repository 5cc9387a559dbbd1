using System.Diagnostics;
using OAuthDemo.ResourceOwner.Browsing;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Plays every scene and keeps score.</summary>
internal sealed class Story(Addresses addresses, ExchangeLog log, Narrator narrator, CancellationToken ends)
{
    private readonly List<Step> _steps = [];
    private string _scene = "";

    public Addresses Addresses => addresses;

    public ExchangeLog Log => log;

    public Narrator Narrator => narrator;

    /// <summary>The person in a private window: without the cookies of the scenes before.</summary>
    public Person Person(DemoPerson who) => new(new Browser(addresses, log: log, ends: ends), who.UserName, who.Password);

    public NativeClient Client() => new(addresses, log);

    /// <returns>Whether every step passed.</returns>
    public async Task<bool> PlayAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await SceneAsync("Alice connects her bank at Tidepool", () => new ConnectAtTidepool(this).PlayAsync());
        await SceneAsync("Authorization code with PKCE, front channel and back channel", () => new CodeWithProofKey(this).PlayAsync());
        await SceneAsync("Bob says no", () => new Denial(this).PlayAsync());
        await SceneAsync("A wrong password", () => new WrongPassword(this).PlayAsync());
        await SceneAsync("An account that was not agreed on", () => new AccountNotAgreedOn(this).PlayAsync());
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

    private async Task SceneAsync(string title, Func<Task> play)
    {
        if (ends.IsCancellationRequested)
            return;
        _scene = title;
        narrator.OpenScene(title);
        try
        {
            await play();
        }
        catch (SceneBrokenException)
        {
            narrator.Note("The rest of this scene is left out.");
        }
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
