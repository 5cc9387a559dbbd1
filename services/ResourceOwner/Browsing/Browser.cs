using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>
/// A browser without a window and without scripts: follows redirects one by one, keeps cookies, submits forms, and records each exchange.
/// One browser is one person's session; it is not for use by two threads at once.
/// </summary>
public sealed class Browser : IDisposable
{
    private const int MostRedirects = 20;

    private readonly HttpClient _http;
    private readonly CancellationToken _ends;
    private Page? _page;
    private HttpMethod _lastMethod = HttpMethod.Get;
    private IReadOnlyList<Parameter>? _lastForm;

    /// <param name="addresses">Which address plays which role.</param>
    /// <param name="handler">What sends the requests, e.g. a test's; sockets when absent. It must neither follow redirects nor keep cookies, and stays the caller's.</param>
    /// <param name="log">Where exchanges are recorded; a log of its own when absent.</param>
    /// <param name="clock">Decides when cookies end; the system's when absent.</param>
    /// <param name="ends">Ends whatever it waits for.</param>
    public Browser(Addresses addresses, HttpMessageHandler? handler = null, ExchangeLog? log = null, TimeProvider? clock = null, CancellationToken ends = default)
    {
        _ends = ends;
        Addresses = addresses;
        Log = log ?? new();
        Cookies = new(clock ?? TimeProvider.System);
        _http = new(new ExchangeRecorder(Role.ResourceOwner, addresses, Log, handler), disposeHandler: handler is null) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>The addresses it was given.</summary>
    public Addresses Addresses { get; }

    /// <summary>What it recorded.</summary>
    public ExchangeLog Log { get; }

    /// <summary>What it keeps.</summary>
    public CookieJar Cookies { get; }

    /// <summary>Redirects that are not followed, such as one to a native client's loopback address; the page is then the redirect itself.</summary>
    public Predicate<Uri> StopBefore { get; set; } = _ => false;

    /// <summary>What it shows now.</summary>
    /// <exception cref="InvalidOperationException">No address was opened yet.</exception>
    public Page Page => _page ?? throw new InvalidOperationException("The browser has not opened a page yet.");

    /// <summary>Opens an address as if typed, and follows where it leads.</summary>
    public async Task<Page> GoAsync(Uri address)
    {
        await SendAsync(HttpMethod.Get, address, form: null, sentBy: null);
        return await FollowAllAsync();
    }

    /// <summary>Follows a link of the page it shows.</summary>
    public async Task<Page> ClickAsync(string words)
    {
        await SendAsync(HttpMethod.Get, Page.Link(words), form: null, Page.Url);
        return await FollowAllAsync();
    }

    /// <summary>Submits a form of the page it shows, by the button with this name and value if given, and follows where it leads.</summary>
    public Task<Page> SubmitAsync(HtmlForm form, string? button = null, string? value = null) =>
        SubmitAsync(form.Method, form.Action, form.Entries(button, value));

    /// <summary>Sends form entries of one's own making, as a forged page would.</summary>
    public async Task<Page> SubmitAsync(HttpMethod method, Uri action, IReadOnlyList<Parameter> entries)
    {
        if (method == HttpMethod.Get)
        {
            var query = string.Join('&', entries.Select(e => $"{Uri.EscapeDataString(e.Name)}={Uri.EscapeDataString(e.Value)}"));
            action = new UriBuilder(action) { Query = query }.Uri;
        }

        await SendAsync(method, action, method == HttpMethod.Get ? null : entries, _page?.Url);
        return await FollowAllAsync();
    }

    /// <summary>Takes the one redirect at which it stopped, and follows where that leads.</summary>
    public async Task<Page> FollowAsync()
    {
        await FollowOneAsync();
        return await FollowAllAsync();
    }

    private async Task<Page> FollowAllAsync()
    {
        for (var followed = 0; Page.Redirect is { } redirect && !StopBefore(redirect); followed++)
        {
            if (followed == MostRedirects)
                throw Page.Unexpected($"an end after {MostRedirects} redirects");
            await FollowOneAsync();
        }

        return Page;
    }

    private Task FollowOneAsync()
    {
        var target = Page.Redirect ?? throw Page.Unexpected("a redirect");
        // 307 and 308 repeat the request with its body: this is how a password or a decision would leak to the next site (RFC 9700 §4.12).
        var repeat = Page.Status is 307 or 308;
        return SendAsync(repeat ? _lastMethod : HttpMethod.Get, target, repeat ? _lastForm : null, Page.Url);
    }

    private async Task SendAsync(HttpMethod method, Uri address, IReadOnlyList<Parameter>? form, Uri? sentBy)
    {
        using var request = new HttpRequestMessage(method, address.GetLeftPart(UriPartial.Query));
        request.Options.Set(ExchangeRecorder.SentBy, sentBy);
        request.Headers.Add("Accept", "text/html, */*;q=0.8");
        if (Cookies.HeaderFor(address, method, sentBy) is { } cookies)
            request.Headers.Add("Cookie", cookies);
        if (form is not null)
            request.Content = new FormUrlEncodedContent(form.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));
        (_lastMethod, _lastForm) = (method, form);

        using var response = await _http.SendAsync(request, _ends);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            Cookies.Store(address, set);
        _page = new(address, response, await response.Content.ReadAsStringAsync(_ends), Log);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
