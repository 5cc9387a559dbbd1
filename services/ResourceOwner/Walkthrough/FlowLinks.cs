using System.Globalization;
using System.Text.Json;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Finds in the flow explorer what was just played. Where none runs, there is nothing to find.</summary>
internal sealed class FlowLinks(string? explorer, HttpMessageHandler sockets) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private const int MostLooks = 8;

    private readonly HttpClient _http = new(sockets, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>The addresses of the flows that began since then, oldest first. Services tell a moment later, so it looks until nothing is added.</summary>
    public async Task<IReadOnlyList<string>> SinceAsync(DateTimeOffset began, CancellationToken ends)
    {
        if (explorer is null)
            return [];
        IReadOnlyList<string> found = [];
        for (var look = 0; look < MostLooks; look++)
        {
            await Task.Delay(_pause, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ends.IsCancellationRequested)
                break;
            var seen = await AskAsync(began, ends);
            if (seen.Count > 0 && seen.Count == found.Count)
                break;
            found = seen;
        }

        return found;
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<string>> AskAsync(DateTimeOffset began, CancellationToken ends)
    {
        try
        {
            var since = Uri.EscapeDataString(began.ToString("O", CultureInfo.InvariantCulture));
            using var answer = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"{explorer!.TrimEnd('/')}/api/flows?since={since}"), ends));
            return [.. answer.RootElement.GetProperty("flows").EnumerateArray().Reverse()
                .Where(flow => !flow.GetProperty("betweenServices").GetBoolean())
                .Select(flow => $"{explorer.TrimEnd('/')}/flows/{flow.GetProperty("id").GetString()} ({flow.GetProperty("grant").GetString()?.Split(':')[^1].Replace('_', ' ') ?? "no grant"}, {flow.GetProperty("result").GetString()})")];
        }
        catch (Exception away) when (away is HttpRequestException or JsonException or TaskCanceledException)
        {
            return [];
        }
    }
}
