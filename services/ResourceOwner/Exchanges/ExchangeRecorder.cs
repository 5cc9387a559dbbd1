using System.Diagnostics;

namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>
/// Records each request that passes with its answer. Put it in front of the handler of an <see cref="HttpClient"/>;
/// a client's back channel records itself by it just as the browser does.
/// </summary>
public sealed class ExchangeRecorder : DelegatingHandler
{
    internal static readonly HttpRequestOptionsKey<Uri?> SentBy = new("sent-by");

    private readonly Role _from;
    private readonly Channel _channel;
    private readonly ExchangeLog _log;
    private readonly ExchangeNames _names;

    /// <param name="from">Whose requests these are; <see cref="Role.ResourceOwner"/> records a front channel, all others a back channel.</param>
    /// <param name="addresses">Which address plays which role.</param>
    /// <param name="log">Where to record.</param>
    /// <param name="inner">What sends the request; a plain socket handler without redirects and cookies when absent.</param>
    public ExchangeRecorder(Role from, Addresses addresses, ExchangeLog log, HttpMessageHandler? inner = null)
        : base(inner ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        _from = from;
        _channel = from == Role.ResourceOwner ? Channel.Front : Channel.Back;
        _log = log;
        _names = new(addresses);
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = await BeginAsync(request, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var (answer, parameters) = AnswerReader.Read(request.RequestUri!, response, body);
            _log.Add(exchange with
            {
                Status = (int)response.StatusCode,
                Answer = answer,
                AnswerParameters = parameters,
                Took = Stopwatch.GetElapsedTime(started),
            });
            return response;
        }
        catch (HttpRequestException exception)
        {
            _log.Add(exchange with { Answer = exception.Message, Took = Stopwatch.GetElapsedTime(started) });
            throw;
        }
    }

    private async Task<Exchange> BeginAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        var form = request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded"
            ? UrlEncoded.Parse(await request.Content.ReadAsStringAsync(cancellationToken))
            : [];
        request.Options.TryGetValue(SentBy, out var sentBy);
        var (from, to, what) = _channel == Channel.Front
            ? _names.InBrowser(request.Method, url, form, sentBy)
            : _names.BetweenMachines(_from, request.Method, url, form);
        return new()
        {
            Number = 0,
            From = from,
            To = to,
            Channel = _channel,
            What = what,
            Method = request.Method.Method,
            Url = url.GetLeftPart(UriPartial.Path),
            Parameters = [.. UrlEncoded.Parse(url.Query).Concat(form).Select(p => new Parameter(p.Name, Redaction.Value(p.Name, p.Value)))],
            Credentials = [.. Credentials(request)],
        };
    }

    private static IEnumerable<Parameter> Credentials(HttpRequestMessage request)
    {
        if (request.Headers.Authorization is { } authorization)
            yield return new("Authorization", Redaction.Authorization(authorization.ToString()));
        if (!request.Headers.TryGetValues("Cookie", out var cookies))
            yield break;
        foreach (var cookie in cookies.SelectMany(header => header.Split("; ")).Select(cookie => cookie.Split('=', 2)))
            yield return new($"Cookie {cookie[0]}", Redaction.Shorten(cookie[^1]));
    }
}
