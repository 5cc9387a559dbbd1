using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>Writes the model down for somebody else to run. A secret is named in it, and never looked at.</summary>
internal sealed class Publisher(PublishSettings settings, TextWriter output)
{
    private static readonly ISerializer Yaml = new SerializerBuilder()
        .WithNamingConvention(NullNamingConvention.Instance).WithQuotingNecessaryStrings().DisableAliases().WithIndentedSequences()
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull).Build();

    public async Task PublishAsync(IReadOnlyList<ServiceResource> services, IReadOnlyList<ParameterResource> parameters)
    {
        Directory.CreateDirectory(settings.Output);
        PlannedContainer[] containers = [.. services.Where(service => service is ProjectResource or ContainerResource).Select(service => new PlannedContainer(service, settings))];
        ParameterResource[] named = [.. containers.SelectMany(container => container.Environment).SelectMany(variable => variable.Parameters).Distinct()];

        if (settings.To == "compose")
            await WriteAsync("compose.yaml", [ComposeFile.Of(containers)]);
        else
            await WriteAsync("oauthdemo.yaml", [.. KubernetesManifests.Of(containers, settings)]);
        await WriteAsync("secrets.env.example", string.Concat(named.Select(parameter => $"# {Hint(parameter)}\n{PlannedVariable.NameOf(parameter)}=\n")));
        if (settings.Secrets)
            await WriteSecretsAsync(parameters.Intersect(named));
        output.WriteLine(settings.To == "compose"
            ? $"Next: fill in {Path.Combine(settings.Output, "secrets.env.example")} as .env beside it, then: docker compose up"
            : $"Next: fill in {Path.Combine(settings.Output, "secrets.env.example")} as secrets.env, then: kubectl create secret generic {KubernetesManifests.SecretName} --from-env-file=secrets.env; kubectl apply -f oauthdemo.yaml");
    }

    private static string Hint(ParameterResource parameter) => parameter.Secret
        ? parameter.Name.EndsWith("-key", StringComparison.Ordinal) ? $"{parameter.Name}: a private JWK on one line" : $"{parameter.Name}: long and random, as openssl rand -hex 32 makes it"
        : $"{parameter.Name}: the public part of that key, a JWK on one line";

    private async Task WriteSecretsAsync(IEnumerable<ParameterResource> parameters)
    {
        var lines = new List<string>();
        foreach (var parameter in parameters)
            lines.Add($"{PlannedVariable.NameOf(parameter)}={Line(await parameter.GetValueAsync() ?? "")}");
        var file = Path.Combine(settings.Output, settings.To == "compose" ? ".env" : "secrets.env");
        OwnersFile.Write(file, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
        output.WriteLine($"Wrote {file}, which only you can read.");
    }

    // Compose takes what stands in single quotes as it is; kubectl takes the whole line as it is.
    private string Line(string value) => settings.To == "compose" ? $"'{value}'" : value;

    private Task WriteAsync(string file, IReadOnlyList<object> documents) => WriteAsync(file, string.Join("---\n", documents.Select(Yaml.Serialize)));

    private async Task WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(settings.Output, file), text);
        output.WriteLine($"Wrote {Path.Combine(settings.Output, file)}.");
    }
}
