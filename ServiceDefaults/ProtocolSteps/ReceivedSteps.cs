using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>Tells of the messages of the protocol, for whoever wants to watch. Without a watcher it costs nothing.</summary>
public static class ReceivedSteps
{
    /// <summary>Says which role this service plays, and begins to tell of what it sends.</summary>
    public static void AddProtocolSteps(this IHostApplicationBuilder builder, ProtocolRole role) =>
        builder.Services.AddSingleton(new SenderRole(role));

    /// <summary>
    /// Tells of the messages that this service receives. Put it after <c>UseServiceDefaults</c>, before anything that answers.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="recognise">What a request is in the protocol, or null.</param>
    /// <param name="finish">Adds what only the service knows, when the answer stands.</param>
    public static void UseProtocolSteps(
        this WebApplication app, Func<HttpRequest, StepKind?> recognise, Action<HttpContext, ProtocolStep>? finish = null) =>
        app.Use(async (http, next) =>
        {
            if (!ProtocolStep.AnybodyListens || recognise(http.Request) is not { } kind || ProtocolStep.Receive(kind) is not { } step)
            {
                await next(http);
                return;
            }

            using (step)
            {
                http.Features.Set(step);
                http.Response.OnStarting(() =>
                {
                    step.Answered();
                    return Task.CompletedTask;
                });
                try
                {
                    await next(http);
                    Tell(step, http);
                    finish?.Invoke(http, step);
                }
                catch
                {
                    step.Refuse("server_error");
                    throw;
                }
                finally
                {
                    http.Features.Set<ProtocolStep>(null);
                }
            }
        });

    /// <summary>
    /// Tells only of what this service itself refuses, when that is known: for a proxy, through which everything else passes.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="recognise">What a refused request was in the protocol; null if it was none, or if another service refused it.</param>
    public static void UseRefusedSteps(this WebApplication app, Func<HttpContext, StepKind?> recognise) =>
        app.Use(async (http, next) =>
        {
            var startedAt = DateTimeOffset.UtcNow;
            await next(http);
            if (!ProtocolStep.AnybodyListens || http.Response.StatusCode < 400 || recognise(http) is not { } kind) return;
            using var step = ProtocolStep.Receive(kind, startedAt);
            if (step is not null) Tell(step, http);
        });

    private static void Tell(ProtocolStep step, HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        step.Tag("http.request.method", request.Method);
        step.Tag("oauth.endpoint", request.Path.Value ?? "/");
        if (http.RequestServices.GetService<IssuerAddress>()?.Configured is { } issuer) step.Tag("oauth.issuer", issuer.AbsoluteUri);
        // Kept by the forwarded headers middleware when a trusted proxy brought the request.
        if (request.Headers.ContainsKey("X-Original-For")) step.Tag("oauth.via", ProtocolRole.Gateway.Term());

        foreach (var (name, values) in request.Query) step.Request(name, Joined(values));
        // Only if the service has read it: a body is not ours to parse.
        foreach (var (name, values) in http.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty) step.Request(name, Joined(values));
        step.Request("authorization", Joined(request.Headers.Authorization));

        step.Tag("http.response.status_code", response.StatusCode);
        step.Response("www-authenticate", Joined(response.Headers.WWWAuthenticate));
        step.Response("retry-after", Joined(response.Headers.RetryAfter));
        if (response.StatusCode >= 400)
            step.Refuse(Challenge.ErrorOf(response.Headers.WWWAuthenticate) ?? (IsBare(http) ? "missing_token" : null));
        if (response.Headers.Location is [{ } location]) TellRedirect(step, location);
    }

    private static bool IsBare(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status401Unauthorized && http.Request.Headers.Authorization.Count == 0;

    private static void TellRedirect(ProtocolStep step, string location)
    {
        step.Response("location", location);
        // What goes to another party is a message of the protocol; what stays in the house is not.
        if (!Uri.TryCreate(location, UriKind.Absolute, out var other) || !other.Scheme.Contains("http", StringComparison.Ordinal)) return;
        // The implicit grant answers behind the hash.
        foreach (var (name, values) in QueryHelpers.ParseQuery(other.Query).Concat(QueryHelpers.ParseQuery(other.Fragment.TrimStart('#'))))
        {
            step.Response(name, Joined(values));
            if (name == "error") step.Refuse(Joined(values));
        }
    }

    private static string Joined(StringValues values) => string.Join(' ', values.ToArray());
}
