using System.Collections.Concurrent;

namespace OAuthDemo.Integration.Demo;

/// <summary>The line from the aggregator to the bank: remembers what was asked over it, and can lose answers that the bank has given.</summary>
public sealed class BankLine
{
    private readonly ConcurrentQueue<string> _requests = new();
    private string? _losing;
    private int _toLose;

    /// <summary>How many requests went to a path, e.g. <c>/connect/token</c>.</summary>
    public int Requests(string path) => _requests.Count(asked => asked == path);

    /// <summary>Lets the next requests to a path arrive, and their answers get lost.</summary>
    public void LoseAnswers(string path, int count) => (_losing, _toLose) = (path, count);

    internal DelegatingHandler Handler() => new Wire(this);

    private sealed class Wire(BankLine line) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            line._requests.Enqueue(path);
            var answer = await base.SendAsync(request, cancellationToken);
            if (path != line._losing || Interlocked.Decrement(ref line._toLose) < 0)
                return answer;

            answer.Dispose();
            throw new HttpRequestException("The connection was lost before the answer came.");
        }
    }
}
