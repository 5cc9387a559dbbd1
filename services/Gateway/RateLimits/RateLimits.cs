using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using OAuthDemo.Gateway.Notices;

namespace OAuthDemo.Gateway.RateLimits;

/// <summary>
/// How often one address may call. Each entry of the setting <c>RateLimits</c> (name → requests per minute) is a policy that a
/// route may name.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IHostApplicationBuilder builder) =>
        builder.Services.AddRateLimiter(options =>
        {
            options.OnRejected = RefuseAsync;
            foreach (var limit in builder.Configuration.GetSection("RateLimits").GetChildren())
            {
                var permits = Permits(limit);
                options.AddPolicy(limit.Key, context => PerAddress(context, permits));
            }
        });

    // Each policy counts for itself.
    private static RateLimitPartition<IPAddress> PerAddress(HttpContext context, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = _window });

    private static int Permits(IConfigurationSection limit) =>
        int.TryParse(limit.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var permits) && permits > 0
            ? permits
            : throw new InvalidOperationException($"{limit.Path} is '{limit.Value}': it must be a number of requests per minute, 1 or more.");

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var rest) ? rest : _window;
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Notice.SayAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "requests.tooMany", "One moment, please",
            $"Too many requests from this address. Try again in {seconds} s.");
    }
}
