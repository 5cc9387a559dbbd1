using OAuthDemo.AppHost.Embedded;

namespace OAuthDemo.Unit.Runner;

/// <summary>A system of small shell programs, described with the builder and run in this process.</summary>
internal sealed class TestSystem : IDisposable
{
    private readonly StringWriter _output = new();

    public TestSystem(params string[] settings)
    {
        Folder = Directory.CreateTempSubdirectory("oauthdemo-runner-").FullName;
        Builder = new DistributedApplicationBuilder([.. settings, $"--Runner:LogFolder={Folder}/logs"], Folder) { Output = TextWriter.Synchronized(_output) };
    }

    public string Folder { get; }

    public DistributedApplicationBuilder Builder { get; }

    /// <summary>What a person would have seen.</summary>
    public string Output => _output.ToString();

    public IResourceBuilder<ExecutableResource> AddScript(string name, string script) => Builder.AddExecutable(name, "/bin/sh", Folder, "-c", script);

    public IResourceBuilder<ProjectResource> AddProject<TProject>(string name)
        where TProject : IProjectMetadata, new() => Builder.AddProject<TProject>(name);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>Starts the system, which must fail, and returns what is said about it.</summary>
    public async Task<string> FailToStartAsync()
    {
        await using var application = Builder.Build();
        return (await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(TestContext.Current.CancellationToken))).Message;
    }

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A project whose launch profile gives it one address.</summary>
internal sealed class WebProject : IProjectMetadata
{
    public WebProject()
    {
        var folder = Path.Combine(Path.GetTempPath(), "oauthdemo-runner-web-project");
        Directory.CreateDirectory(Path.Combine(folder, "Properties"));
        ProjectPath = Path.Combine(folder, "WebProject.csproj");
        File.WriteAllText(Path.Combine(folder, "Properties", "launchSettings.json"), Settings);
    }

    public string ProjectPath { get; }

    public string AssemblyPath => Path.ChangeExtension(ProjectPath, "dll");

    private const string Settings = """
        {
          // Comments are allowed here.
          "profiles": {
            "container": { "commandName": "Docker" },
            "http": {
              "commandName": "Project",
              "applicationUrl": "http://localhost:8082",
              "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" },
            },
          },
        }
        """;
}
