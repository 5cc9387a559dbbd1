
namespace OAuthDemo.FlowExplorer.Classroom;

/// <summary>What a television shows.</summary>
/// <param name="Says">A line for the person in front of it.</param>
/// <param name="UserCode">The code that is to be typed, while it waits.</param>
/// <param name="Address">Where it is to be typed, with the code in it.</param>
/// <param name="IsOver">Whether it has stopped asking.</param>
internal sealed record Screen(string Says, string? UserCode = null, string? Address = null, bool IsOver = false);

/// <summary>A device without keyboard and browser, played in this page (RFC 8628). It looks at the accounts once and then gives its access back.</summary>
internal sealed class Television(BankLine bank, TimeProvider time)
{
    private const string Id = "tv-app";

    public async Task WatchAsync(Action<Screen> show, CancellationToken cancellation)
    {
        var device = await bank.PostAsync("/connect/device", null, [new("client_id", Id), new("scope", "accounts:read balances:read offline_access")], cancellation);
        if (!device.IsOk)
        {
            show(new(device.Why, IsOver: true));
            return;
        }

        show(new("Type this code at your bank, on any device with a browser.", device.Text("user_code"), device.Text("verification_uri_complete")));
        var answer = await PollAsync(device, cancellation);
        show(answer.IsOk ? await LookAsync(answer, cancellation) : new(answer.Text("error") switch
        {
            "access_denied" => "You said no. Nothing was shared.",
            "expired_token" => "The code has expired. Switch on again for a new one.",
            _ => answer.Why,
        }, IsOver: true));
    }

    // As RFC 8628 §3.5 says: wait first, and longer each time that it was too soon.
    private async Task<BankAnswer> PollAsync(BankAnswer device, CancellationToken cancellation)
    {
        var interval = TimeSpan.FromSeconds(device.Number("interval") ?? 5);
        while (true)
        {
            await Task.Delay(interval, time, cancellation);
            var answer = await bank.PostAsync("/connect/token", null,
                [new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", device.Text("device_code")!), new("client_id", Id)], cancellation);
            if (answer.Text("error") is not ("authorization_pending" or "slow_down")) return answer;
            if (answer.Text("error") == "slow_down") interval += TimeSpan.FromSeconds(5);
        }
    }

    private async Task<Screen> LookAsync(BankAnswer tokens, CancellationToken cancellation)
    {
        var accounts = await bank.GetAsync("/api/accounts", tokens.Text("access_token")!, cancellation);
        if (tokens.Text("refresh_token") is { } refresh)
            await bank.PostAsync("/connect/revoke", null, [new("token", refresh), new("client_id", Id)], cancellation);
        return new(accounts.IsOk
            ? $"The television has seen {accounts.Data.Count} of your accounts, and has given its access back."
            : accounts.Why, IsOver: true);
    }
}
