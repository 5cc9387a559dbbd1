using System.Diagnostics;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>A client without a browser. Between the two halves of its story others play theirs, because it has to wait.</summary>
internal sealed class Television(Story story)
{
    private static readonly TimeSpan _slowedDown = TimeSpan.FromSeconds(10.3); // the interval, and five seconds more for having been hasty

    private readonly NativeClient _client = story.Client(NativeClient.DeviceId);
    private string _deviceCode = "";
    private string _userCode = "";
    private long _askedLast;

    public async Task ShowCodeAsync()
    {
        await story.StepAsync("It gets a code to show, a code to keep, and an address", "RFC 8628 §3.2", AskAsync);
        await story.StepAsync("Until somebody answers it is told to wait, and when it hurries, to slow down", "RFC 8628 §3.5", PollAsync);
    }

    public async Task ConnectAsync()
    {
        var alice = story.Person(DemoPerson.Alice);
        using var browser = alice.Browser;
        using var client = _client;
        await story.StepAsync("She types the code on her own device and is told what asks, then allows one account", "RFC 8628 §3.3", async () =>
        {
            await alice.TypeDeviceCodeAsync(_userCode);
            var page = await alice.AllowAsync(accounts: [DemoPerson.Alice.Account], days: 1);
            Unless(page.Name == "device-done", "The bank does not say that the device is connected.");
        });
        await story.StepAsync("The television gets its tokens and shows the balance; no password was ever near it", "RFC 8628 §3.5", WatchAsync);
        await story.StepAsync("She ends it under Connected apps, and the television sees nothing more", "RFC 6819 §5.2.2.4", async () =>
        {
            await alice.EndConsentAsync("Tidepool on TV");
            Unless((await client.RefreshAsync(_refreshToken)).Error == "invalid_grant", "Its refresh token still works.");
        });
    }

    private string _refreshToken = "";

    private async Task AskAsync()
    {
        var asked = await _client.AskForDeviceAsync("accounts:read balances:read offline_access");
        Unless(!asked.IsError, $"The bank answered {asked.Error}.");
        Unless(asked is { Interval: 5, ExpiresIn: > 0 and <= 600, VerificationUriComplete: not null }, "Something is missing in the answer.");
        (_deviceCode, _userCode) = (asked.DeviceCode!, asked.UserCode!);
        story.Narrator.Note($"On the screen: open {asked.VerificationUri} and type {_userCode}");
    }

    private async Task PollAsync()
    {
        Unless((await _client.PollAsync(_deviceCode)).Error == "authorization_pending", "It is not told to wait.");
        Unless((await _client.PollAsync(_deviceCode)).Error == "slow_down", "It may hurry.");
        _askedLast = Stopwatch.GetTimestamp();
    }

    private async Task WatchAsync()
    {
        if (_slowedDown - Stopwatch.GetElapsedTime(_askedLast) is { Ticks: > 0 } left)
        {
            story.Narrator.Note($"It waits {left.TotalSeconds:0.0} s more before it asks again.");
            await Task.Delay(left, story.Ends);
        }

        using var tokens = await _client.PollAsync(_deviceCode);
        Unless(!tokens.IsError && tokens.RefreshToken is not null, $"The bank answered {tokens.Error}.");
        _refreshToken = tokens.RefreshToken!;
        var accounts = await _client.GetAsync("accounts", tokens.AccessToken);
        Unless(accounts.Texts("name").SequenceEqual([DemoPerson.Alice.Account]), "The list of accounts is not what she picked.");
        Unless((await _client.PollAsync(_deviceCode)).Error is "invalid_grant" or "slow_down", "The device code can be used twice.");
    }
}
