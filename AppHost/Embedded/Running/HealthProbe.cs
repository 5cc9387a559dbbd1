namespace OAuthDemo.AppHost.Embedded;

/// <summary>Asks a service whether it is healthy, often at first: a start must not wait for whoever watches it.</summary>
internal sealed class HealthProbe(HttpClient http)
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FastFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>What the last question was answered with.</summary>
    public string LastAnswer { get; private set; } = "nothing";

    /// <summary>Returns as soon as the address answers with the expected status.</summary>
    public async Task UntilHealthyAsync(Uri address, int statusCode, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(address, statusCode, cancellationToken))
            await Task.Delay(TimeProvider.System.GetElapsedTime(started) < FastFor ? Fast : Slow, cancellationToken);
    }

    private async Task<bool> AnswersAsync(Uri address, int statusCode, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestAnswer);
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            LastAnswer = $"status {(int)answer.StatusCode}";
            return (int)answer.StatusCode == statusCode;
        }
        catch (HttpRequestException failed)
        {
            LastAnswer = failed.Message;
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LastAnswer = $"nothing within {LongestAnswer.TotalSeconds:0} s";
            return false;
        }
    }
}
