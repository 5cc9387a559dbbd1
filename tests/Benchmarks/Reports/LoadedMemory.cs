using OAuthDemo.Benchmarks.Systems;

namespace OAuthDemo.Benchmarks.Reports;

/// <summary>What the services occupy after they were under load: they keep what they needed.</summary>
internal static class LoadedMemory
{
    private const double Wanted = 150;

    public static Section Section(string title, IReadOnlyList<ServiceProcess> services)
    {
        var memory = services.ToDictionary(service => service.Name, service => service.Memory);
        return new(
            title,
            ["service", "resident (RSS)", "proportional (PSS)"],
            [.. memory.Select(service => (IReadOnlyList<string>)[service.Key, Text.Of(service.Value.Resident, Text.Megabytes), Text.Of(service.Value.Proportional, Text.Megabytes)])],
            [.. memory.Where(service => service.Key != "collector").Select(service => Goal.AtMost($"{service.Key} after load", service.Value.Proportional, Wanted, Text.Megabytes))])
        {
            Data = memory,
        };
    }
}
