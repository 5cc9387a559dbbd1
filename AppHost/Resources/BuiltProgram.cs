namespace OAuthDemo.AppHost;

/// <summary>
/// Runs the services that the build of the AppHost has already made as <c>dotnet SERVICE.dll</c>. Aspire runs a project by
/// <c>dotnet run --no-build</c>, which evaluates the project again and stays as the parent of the service: 3 s of a start on two processors,
/// and about 65 MB for each service.
/// </summary>
internal static class BuiltProgram
{
    /// <summary>The built program of a project, beside the one of the AppHost.</summary>
    public static string PathOf(string projectPath)
    {
        var project = Path.GetFileNameWithoutExtension(projectPath);
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"OAuthDemo.{project}.dll");
    }

    /// <summary>Applies to every project of the model that has been built.</summary>
    public static void RunBuiltPrograms(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode || builder.Configuration["DOTNET_WATCH"] is "1" or "true")
            return;
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            var path = project.GetProjectMetadata().ProjectPath;
            if (!File.Exists(PathOf(path)))
                continue;
            project.Annotations.Add(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(path)! });
            project.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Insert(0, PathOf(path))));
        }
    }
}
