using OAuthDemo.TvApp.Device;
using OAuthDemo.TvApp.Money;
using OAuthDemo.TvApp.Screen;
using Spectre.Console;

namespace OAuthDemo.TvApp;

/// <summary>One evening in front of the television: connect, watch the balances, go on as long as the bank agrees.</summary>
internal sealed class Viewing(DeviceGrant grant, Polling polling, Balances balances, TimeProvider time, IAnsiConsole console)
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _refreshAhead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _reread = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _refreshPause = TimeSpan.FromSeconds(3);
    private const int RefreshAttempts = 3;

    /// <returns>0 when the viewer switched off, 1 when the bank or the person said no.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var login = await grant.BeginAsync(cancellation);
            var poll = await console.Live(Television.SignIn(login, login.ExpiresAt - time.GetUtcNow(), "Waiting for you."))
                .StartAsync(screen => ConnectAsync(screen, login, cancellation));
            if (poll.Tokens is null) return Say(Farewell(poll));

            return await console.Live(Television.Message("Connected", "Reading your balances …"))
                .StartAsync(screen => WatchAsync(screen, poll.Tokens, cancellation));
        }
        catch (BankUnavailableException unavailable)
        {
            return Say(("The bank cannot be reached", unavailable.Message + " Is the system running? Start it, then try again."));
        }
        catch (HttpRequestException failure)
        {
            return Say(("The bank cannot be reached", failure.Message + " Nothing is lost; switch on again when the bank is back."));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task<Poll> ConnectAsync(LiveDisplayContext screen, DeviceLogin login, CancellationToken cancellation)
    {
        var status = "Waiting for you.";
        using var ticks = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ticking = RedrawAsync(() => screen.UpdateTarget(Television.SignIn(login, login.ExpiresAt - time.GetUtcNow(), status)), ticks.Token);
        var poll = await polling.UntilDecidedAsync(
            login, token => grant.PollAsync(login, token), wait => status = $"Asking the bank again every {wait.TotalSeconds:0} s.", cancellation);
        await ticks.CancelAsync();
        await ticking;
        return poll;
    }

    private async Task<int> WatchAsync(LiveDisplayContext screen, DeviceTokens tokens, CancellationToken cancellation)
    {
        IReadOnlyList<Balance> shown = [];
        var readAt = time.GetUtcNow();
        while (true)
        {
            string? trouble = null;
            try
            {
                if (await FreshAsync(tokens, cancellation) is not { } fresh) return Ended(screen);
                tokens = fresh;
                if (await balances.ReadAsync(tokens.AccessToken, cancellation) is not { } read) return Ended(screen);
                (shown, readAt) = (read, time.GetUtcNow());
            }
            catch (HttpRequestException)
            {
                trouble = "The bank does not answer. What stands here is from before; it is asked again and again.";
            }

            for (var next = time.GetUtcNow() + _reread; time.GetUtcNow() < next; await Task.Delay(_second, time, cancellation))
                screen.UpdateTarget(Television.Money(shown, readAt, tokens.ExpiresAt - time.GetUtcNow(), trouble));
        }
    }

    // A refresh whose answer was lost is sent again after a moment: the bank takes it for that, and not for theft, for half a minute.
    private async Task<DeviceTokens?> FreshAsync(DeviceTokens tokens, CancellationToken cancellation)
    {
        if (tokens.ExpiresAt - time.GetUtcNow() >= _refreshAhead) return tokens;

        for (var attempt = 1; ; attempt++)
        {
            var poll = await grant.RefreshAsync(tokens, cancellation);
            if (poll.Tokens is { } fresh) return fresh with { RefreshToken = fresh.RefreshToken ?? tokens.RefreshToken };
            if (poll.Outcome != PollOutcome.Unreachable) return null;
            if (attempt == RefreshAttempts) throw new HttpRequestException(poll.Error);
            await Task.Delay(_refreshPause, time, cancellation);
        }
    }

    private static int Ended(LiveDisplayContext screen)
    {
        screen.UpdateTarget(Television.Message("The connection has ended", "The bank no longer accepts this television's token. Switch on again to connect."));
        return 1;
    }

    private async Task RedrawAsync(Action draw, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            draw();
            await Task.Delay(_second, time, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static (string, string) Farewell(Poll poll) => poll.Outcome switch
    {
        PollOutcome.Denied => ("You said no", "Nothing was shared with this television."),
        PollOutcome.Expired => ("The code has ended", "Nobody decided in time. Switch on again for a new code."),
        _ => ("The bank refused", poll.Error ?? "No reason was given."),
    };

    private int Say((string Title, string Text) message)
    {
        console.Write(Television.Message(message.Title, message.Text));
        return 1;
    }
}
