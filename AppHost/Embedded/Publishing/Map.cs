namespace OAuthDemo.AppHost.Embedded;

/// <summary>A mapping of YAML, in the order in which it is written; what is null is left out.</summary>
internal static class Map
{
    public static Dictionary<string, object> Of(params (string Key, object? Value)[] entries) =>
        entries.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!);
}
