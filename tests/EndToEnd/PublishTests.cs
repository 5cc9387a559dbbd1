using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace OAuthDemo.EndToEnd;

/// <summary>The manifests that the real AppHost writes, read by another program than the one that wrote them.</summary>
public sealed partial class PublishTests : IDisposable
{
    private static readonly string[] Ours = ["authorization-server", "bank-api", "finance-aggregator", "flow-explorer", "gateway", "statement-worker"];

    private static readonly Dictionary<string, int> Public = new() { ["gateway"] = 8080, ["finance-aggregator"] = 8090, ["flow-explorer"] = 8070 };

    private readonly string _root = Directory.CreateTempSubdirectory("oauthdemo-publish-").FullName;

    private string Manifests => Path.Combine(_root, "manifests");

    [Fact]
    public async Task Compose_holds_every_service_with_its_limits_and_without_a_right_too_many()
    {
        await PublishAsync("compose");
        var services = Read("compose.yaml").Single().At("services");

        services.Keys().ShouldBe([.. Ours, "postgres"], ignoreOrder: true);
        foreach (var name in services.Keys())
        {
            var service = services.At(name);
            service.Text("user").ShouldNotStartWith("0");
            service.Text("read_only").ShouldBe("true");
            service.At("cap_drop").Texts().ShouldBe(["ALL"]);
            service.At("security_opt").Texts().ShouldBe(["no-new-privileges:true"]);
            service.At("deploy", "resources", "limits").Keys().ShouldBe(["cpus", "memory"]);
            service.Text("pids_limit").ShouldBe("200");
        }

        foreach (var name in Ours)
            services.At(name).Text("image").ShouldBe($"localhost/oauthdemo/{name}:latest");
        foreach (var (name, port) in Public)
            services.At(name, "ports").Texts().ShouldHaveSingleItem().ShouldMatch($"^127\\.0\\.0\\.1:[0-9]+:8080$", $"{name}, {port} unless told otherwise");
        services.Keys().Except(Public.Keys).ShouldAllBe(name => !services.At(name).Keys().Contains("ports"));
        services.At("bank-api").At("deploy").Text("replicas").ShouldBe("2");
        services.At("gateway", "environment").Text("services__bank-api__http__0").ShouldBe("http://bank-api:8080");
        services.At("postgres", "healthcheck", "test").Texts().ShouldContain(word => word.StartsWith("pg_isready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kubernetes_documents_hold_probes_limits_an_unprivileged_user_and_one_way_in()
    {
        await PublishAsync("kubernetes", "--Publish:Domain=bank.test", "--Publish:Registry=registry.test/demo", "--Publish:Tag=7");
        var documents = Read("oauthdemo.yaml");
        var deployments = documents.Where(document => document.Text("kind") == "Deployment").ToDictionary(document => document.At("metadata").Text("name"));

        deployments.Keys.ShouldBe([.. Ours, "postgres"], ignoreOrder: true);
        foreach (var (name, deployment) in deployments)
        {
            var pod = deployment.At("spec", "template", "spec");
            var container = pod.At("containers").Items().ShouldHaveSingleItem();
            pod.At("securityContext").Text("runAsNonRoot").ShouldBe("true");
            pod.At("securityContext").Text("runAsUser").ShouldBe(name == "postgres" ? "999" : "1654");
            container.At("securityContext").Text("readOnlyRootFilesystem").ShouldBe("true");
            container.At("securityContext").Text("allowPrivilegeEscalation").ShouldBe("false");
            container.At("securityContext", "capabilities", "drop").Texts().ShouldBe(["ALL"]);
            container.At("resources", "limits").Keys().ShouldBe(["cpu", "memory"]);
            if (name is not ("statement-worker" or "postgres"))
            {
                container.Text("image").ShouldBe($"registry.test/demo/{name}:7");
                container.At("readinessProbe", "httpGet").Text("path").ShouldBe("/health");
                container.At("livenessProbe", "httpGet").Text("path").ShouldBe("/alive");
                container.At("startupProbe", "httpGet").Text("path").ShouldBe("/alive");
            }
        }

        documents.Where(document => document.Text("kind") == "Service").Select(document => document.At("metadata").Text("name"))
            .ShouldBe([.. Ours.Except(["statement-worker"]), "postgres"], ignoreOrder: true);
        documents.Single(document => document.Text("kind") == "PersistentVolumeClaim").At("metadata").Text("name").ShouldBe("postgres");
        documents.Single(document => document.Text("kind") == "Ingress").At("spec", "rules").Items().Select(rule => rule.Text("host"))
            .ShouldBe(Public.Keys.Select(name => $"{name}.bank.test"), ignoreOrder: true);
        documents.ShouldAllBe(document => document.Text("kind") != "Secret");
    }

    [Theory]
    [InlineData("compose", "compose.yaml", ".env")]
    [InlineData("kubernetes", "oauthdemo.yaml", "secrets.env")]
    public async Task A_secret_is_named_and_its_value_stands_only_in_a_file_of_its_owner(string to, string manifest, string secrets)
    {
        var data = await PublishAsync(to, "--secrets");
        var text = await File.ReadAllTextAsync(Path.Combine(Manifests, manifest), Cancel);
        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(data.DataFolder, "secrets.json"), Cancel))!.Values;

        values.Count.ShouldBeGreaterThan(5);
        values.ShouldAllBe(secret => !text.Contains(secret));
        text.ShouldNotContain("\"d\":");
        var named = Named().Matches(text).Select(match => match.Groups[1].Value + match.Groups[2].Value).Distinct().ToList();
        var example = await File.ReadAllLinesAsync(Path.Combine(Manifests, "secrets.env.example"), Cancel);
        example.Where(line => !line.StartsWith('#')).ShouldBe(named.Select(name => $"{name}="), ignoreOrder: true);
        (await File.ReadAllLinesAsync(Path.Combine(Manifests, secrets), Cancel)).Select(line => line.Split('=')[0]).ShouldBe(named, ignoreOrder: true);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(Manifests, secrets)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Without_being_asked_no_secret_is_even_made()
    {
        var data = await PublishAsync("compose");

        File.Exists(Path.Combine(data.DataFolder, "secrets.json")).ShouldBeFalse();
        Directory.EnumerateFiles(Manifests).Select(Path.GetFileName).ShouldBe(["compose.yaml", "secrets.env.example"], ignoreOrder: true);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // In Compose as ${NAME:?…}, in Kubernetes as the key of the secret.
    [GeneratedRegex(@"\$\{([A-Z_]+):\?|key: ([A-Z_]+)")]
    private static partial Regex Named();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<AppHostProcess> PublishAsync(string to, params string[] more)
    {
        var system = new AppHostProcess { Arguments = ["publish", "--to", to, "--output", Manifests, .. more], DataFolder = Path.Combine(_root, "data") };
        (await system.Launch().EndAsync()).ShouldBe(0, system.Output);
        return system;
    }

    private List<YamlNode> Read(string file)
    {
        using var text = File.OpenText(Path.Combine(Manifests, file));
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }
}
