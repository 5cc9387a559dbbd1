using System.Net;

namespace OAuthDemo.Unit.ResourceOwner;

/// <summary>A web in memory: answers by method and path, and keeps what was asked.</summary>
internal sealed class PagesHandler : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    public List<(string Request, string? Cookie, string Body)> Asked { get; } = [];

    public PagesHandler Page(string request, string html, params string[] cookies) => Answer(request, _ =>
        WithCookies(new(HttpStatusCode.OK) { Content = new StringContent(html, System.Text.Encoding.UTF8, "text/html") }, cookies));

    public PagesHandler Redirect(string request, string location, HttpStatusCode status = HttpStatusCode.Found, params string[] cookies) => Answer(request, _ =>
        WithCookies(new(status) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } }, cookies));

    public PagesHandler Json(string request, string json) => Answer(request, _ =>
        new(HttpStatusCode.OK) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";
        Asked.Add((
            $"{request.Method} {request.RequestUri}",
            request.Headers.TryGetValues("Cookie", out var cookies) ? string.Join("; ", cookies) : null,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return _answers.TryGetValue(name, out var answer) ? answer(request) : new(HttpStatusCode.NotFound);
    }

    private PagesHandler Answer(string request, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers[request] = answer;
        return this;
    }

    private static HttpResponseMessage WithCookies(HttpResponseMessage response, string[] cookies)
    {
        response.Headers.Add("Set-Cookie", cookies);
        return response;
    }
}
