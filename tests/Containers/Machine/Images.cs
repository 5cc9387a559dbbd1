namespace OAuthDemo.Containers.Machine;

/// <summary>What a test needs beside the engine.</summary>
[Flags]
public enum Needs
{
    /// <summary>The engine alone.</summary>
    Nothing = 0,

    /// <summary>The images of the services, as <c>tests/run.sh Containers</c> builds them.</summary>
    Services = 1,

    /// <summary>An image of PostgreSQL.</summary>
    Postgres = 2,

    /// <summary>The image of the whole bank in one container.</summary>
    AllInOne = 4,
}

/// <summary>The images that the tests start.</summary>
internal static class Images
{
    private static readonly string[] Services =
    [
        "authorization-server", "bank-api", "finance-aggregator", "flow-explorer", "gateway", "statement-worker",
    ];

    /// <summary>PostgreSQL; OAUTHDEMO_POSTGRES_IMAGE takes another one, such as the official <c>postgres:15</c>.</summary>
    public static string Postgres { get; } = Setting("OAUTHDEMO_POSTGRES_IMAGE", "localhost/postgres:15");

    /// <summary>The image of a service by its name, such as <c>bank-api</c>; OAUTHDEMO_IMAGES names another place than <c>localhost/oauthdemo</c>.</summary>
    public static string Of(string service) => $"{Setting("OAUTHDEMO_IMAGES", "localhost/oauthdemo")}/{service}:latest";

    /// <summary>Which images are missing, in words; null if none is. An image from elsewhere is fetched when it is started.</summary>
    public static string? Missing(Needs needs)
    {
        IEnumerable<string> needed = needs.HasFlag(Needs.Services) ? Services.Select(Of) : [];
        if (needs.HasFlag(Needs.Postgres))
            needed = needed.Append(Postgres);
        if (needs.HasFlag(Needs.AllInOne))
            needed = needed.Append(Of("all-in-one"));
        var missing = needed.Where(image => image.StartsWith("localhost/", StringComparison.Ordinal) && !Engine.Has(image)).ToList();
        return missing.Count == 0 ? null : $"The engine has no image {string.Join(", ", missing)}: ./tests/run.sh Containers makes them.";
    }

    private static string Setting(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;
}
