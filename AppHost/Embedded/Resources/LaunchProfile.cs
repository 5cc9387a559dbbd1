using System.Text.Json;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>What a project's launchSettings.json says about running it: its addresses, its environment.</summary>
internal sealed record LaunchProfile(IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The first profile that runs the project itself; nothing when there is none.</summary>
    public static LaunchProfile Of(IProjectMetadata project)
    {
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
            return new([], new Dictionary<string, string>());

        using var settings = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        return settings.RootElement.TryGetProperty("profiles", out var profiles)
            && profiles.EnumerateObject().FirstOrDefault(IsProject) is { Value.ValueKind: JsonValueKind.Object } profile
            ? Read(profile)
            : new([], new Dictionary<string, string>());
    }

    private static bool IsProject(JsonProperty profile) =>
        profile.Value.TryGetProperty("commandName", out var command) && command.ValueEquals("Project");

    private static LaunchProfile Read(JsonProperty profile)
    {
        var addresses = profile.Value.TryGetProperty("applicationUrl", out var urls)
            ? urls.GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        var environment = new Dictionary<string, string> { ["DOTNET_LAUNCH_PROFILE"] = profile.Name };
        if (profile.Value.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
                environment[variable.Name] = variable.Value.ToString();
        }

        return new([.. addresses.Select(address => new Uri(address))], environment);
    }
}
