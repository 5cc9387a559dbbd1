namespace OAuthDemo.AppHost.Embedded;

internal static class Failure
{
    /// <summary>Says what happened to a service, and what it said last.</summary>
    public static string Describe(ServiceInstance instance, string happened)
    {
        var said = instance.Log.LastLines;
        return said.Count == 0
            ? $"{instance.Name} {happened}. It wrote nothing to its log."
            : $"{instance.Name} {happened}. The last lines of its log ({instance.Log.FilePath}):{Environment.NewLine}{string.Join(Environment.NewLine, said.Select(line => "    " + line))}";
    }
}
