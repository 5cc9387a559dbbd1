namespace OAuthDemo.AppHost.Embedded;

/// <summary>What a container may take from its machine.</summary>
internal static class Limits
{
    public const int Processes = 200;

    public const string Processors = "1";

    /// <summary>In binary megabytes: a service of .NET needs less than half of it, a database is glad of more.</summary>
    public static int Memory(PlannedContainer container) => container.IsOurs ? 256 : 512;
}
