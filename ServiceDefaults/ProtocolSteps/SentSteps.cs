using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace OAuthDemo.ServiceDefaults.ProtocolSteps;

/// <summary>Tells of each message of the protocol that this service sends on the back channel, and of its answer.</summary>
internal sealed class SentSteps(IEnumerable<SenderRole> roles) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ProtocolStep.AnybodyListens || roles.FirstOrDefault() is not { } own || request.RequestUri is not { IsAbsoluteUri: true } address
            || request.Headers.Contains("tracestate") // whoever sends it tells of it already
            || StepKind.OfPath(address.AbsolutePath) is not { } kind
            || ProtocolStep.Send(kind with { From = own.Role }) is not { } step)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        using (step)
        {
            step.Tag("http.request.method", request.Method.Method);
            step.Tag("oauth.endpoint", address.AbsolutePath);
            await ReadAsync(step, request, address, cancellationToken).ConfigureAwait(false);
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                step.Answered();
                await ReadAsync(step, kind, response, cancellationToken).ConfigureAwait(false);
                return response;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                step.Refuse("unreachable");
                throw;
            }
        }
    }

    private static async Task ReadAsync(ProtocolStep step, HttpRequestMessage request, Uri address, CancellationToken cancellation)
    {
        foreach (var (name, values) in QueryHelpers.ParseQuery(address.Query)) step.Request(name, string.Join(' ', values.ToArray()));
        if (request.Headers.Authorization is { } authorization) step.Request("authorization", authorization.ToString());
        if (request.Content?.Headers.ContentType?.MediaType != "application/x-www-form-urlencoded") return;

        var form = await request.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        foreach (var (name, values) in QueryHelpers.ParseQuery(form)) step.Request(name, string.Join(' ', values.ToArray()));
    }

    private static async Task ReadAsync(ProtocolStep step, StepKind kind, HttpResponseMessage response, CancellationToken cancellation)
    {
        step.Tag("http.response.status_code", (int)response.StatusCode);
        var challenge = response.Headers.WwwAuthenticate.Count > 0 ? string.Join(", ", response.Headers.WwwAuthenticate) : null;
        step.Response("www-authenticate", challenge);
        if (!response.IsSuccessStatusCode) step.Refuse(Challenge.ErrorOf(challenge));
        if (!AnswersInParameters(kind) || response.Content.Headers.ContentType is not { } type || !IsJson(type)) return;

        await response.Content.LoadIntoBufferAsync(cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        foreach (var (name, value) in Members(body))
        {
            step.Response(name, value);
            if (name == "error" && !response.IsSuccessStatusCode) step.Refuse(value);
        }
    }

    // Elsewhere the body is the person's data, or long and public.
    private static bool AnswersInParameters(StepKind kind) =>
        kind.To == ProtocolRole.AuthorizationServer && kind.Name is not ("metadata_request" or "keys_request" or "userinfo_request" or "consent_request");

    private static bool IsJson(MediaTypeHeaderValue type) => type.MediaType is "application/json" or "application/problem+json";

    private static List<(string Name, string Value)> Members(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind != JsonValueKind.Object ? [] :
            [
                .. json.RootElement.EnumerateObject().Select(member =>
                    (member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText())),
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
