using Microsoft.Extensions.Configuration;

namespace OAuthDemo.ServiceDefaults.Telemetry;

/// <summary>
/// Where the spans of <see cref="ProtocolTelemetry.SourceName"/> are sent beside the ordinary telemetry: the setting section
/// <c>ProtocolTracing</c>. The ordinary telemetry follows the <c>OTEL_…</c> settings of the OpenTelemetry specification.
/// </summary>
/// <param name="Endpoint">Base address of the receiver, which takes OTLP over HTTP, such as <c>http://localhost:8070</c>.</param>
/// <param name="TimeoutMilliseconds">An export that takes longer is given up, and its spans are lost.</param>
/// <param name="ExportIntervalMilliseconds">How long spans are collected before they are exported together.</param>
internal sealed record ProtocolTracingOptions(Uri Endpoint, int TimeoutMilliseconds = 1000, int ExportIntervalMilliseconds = 200)
{
    private const string Section = "ProtocolTracing";

    /// <returns>Null where no endpoint is configured.</returns>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message says which and why.</exception>
    public static ProtocolTracingOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section[nameof(Endpoint)] is not { } value || string.IsNullOrWhiteSpace(value)) return null;
        if (!Uri.TryCreate(value.TrimEnd('/') + '/', UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new InvalidOperationException(
                $"{Section}:{nameof(Endpoint)} is '{value}', which is not an http or https address such as http://localhost:8070.");

        var options = new ProtocolTracingOptions(endpoint);
        return options with
        {
            TimeoutMilliseconds = Positive(section, nameof(TimeoutMilliseconds), options.TimeoutMilliseconds),
            ExportIntervalMilliseconds = Positive(section, nameof(ExportIntervalMilliseconds), options.ExportIntervalMilliseconds),
        };
    }

    private static int Positive(IConfigurationSection section, string name, int fallback) =>
        string.IsNullOrWhiteSpace(section[name]) ? fallback
        : int.TryParse(section[name], out var number) && number > 0 ? number
        : throw new InvalidOperationException($"{Section}:{name} is '{section[name]}', which is not a positive whole number.");
}
