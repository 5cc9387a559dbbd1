using Microsoft.Extensions.Configuration;

namespace OAuthDemo.ServiceDefaults.OutgoingCalls;

/// <summary>Calls between services of the same system.</summary>
public static class Backchannel
{
    /// <summary>How long such a call may take: the setting <c>Backchannel:Timeout</c>, e.g. <c>00:00:30</c>.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="defaultTimeout">Without the setting. Short, because a service that is slow on its own machine is away.</param>
    public static TimeSpan BackchannelTimeout(this IConfiguration configuration, TimeSpan defaultTimeout) =>
        configuration.GetValue("Backchannel:Timeout", defaultTimeout);
}
