using System.Text;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthDemo.AppHost;

/// <summary>
/// Publishes the model for Compose and Kubernetes. <c>aspire publish</c> runs both steps, <c>aspire do publish-compose</c> or
/// <c>dotnet run -- publish --to compose</c> one of them. A secret is named in a manifest, and never written into it.
/// </summary>
internal sealed class PublishingSteps(PublishSettings settings)
{
    private const string SecretsExample = "secrets.env.example";

    /// <summary>Adds the steps to the pipeline.</summary>
    public void AddTo(IDistributedApplicationPipeline pipeline)
    {
        const string secretsExample = "publish-secrets-example";
        pipeline.AddStep(secretsExample, WriteSecretsExampleAsync);
        pipeline.AddStep("publish-compose", WriteComposeAsync, dependsOn: secretsExample, requiredBy: WellKnownPipelineSteps.Publish);
        pipeline.AddStep("publish-kubernetes", WriteKubernetesAsync, dependsOn: secretsExample, requiredBy: WellKnownPipelineSteps.Publish);
    }

    private async Task WriteComposeAsync(PipelineStepContext context)
    {
        var containers = await PublishedContainer.ReadAsync(context, settings);
        var file = await WriteAsync(context, "compose.yaml", file => File.WriteAllText(file, ComposeFile.Write(containers)));
        var secrets = await WriteSecretsAsync(context, ".env", containers);
        Report(context, "Compose", file, $"{secrets} Start it with: docker compose --file {file} up");
    }

    private async Task WriteKubernetesAsync(PipelineStepContext context)
    {
        const string secretsFile = "secrets.env";
        var containers = await PublishedContainer.ReadAsync(context, settings);
        var manifests = new KubernetesManifests(containers, settings);
        var file = await WriteAsync(context, "oauthdemo.yaml", file => File.WriteAllText(file, manifests.Write()));
        var secrets = await WriteSecretsAsync(context, secretsFile, containers);
        var createSecret = $"kubectl create secret generic {KubernetesManifests.SecretName} --from-env-file {FileIn(context, secretsFile)}";
        Report(context, "Kubernetes", file, $"{secrets} Apply it with: {createSecret} && kubectl apply --filename {file}");
    }

    private async Task WriteSecretsExampleAsync(PipelineStepContext context)
    {
        var parameters = ParametersOf(await PublishedContainer.ReadAsync(context, settings));
        var lines = parameters.Select(parameter => $"# {Describe(parameter)}\n{ManifestValueWriter.NameOf(parameter)}=\n");
        await WriteAsync(context, SecretsExample, file => File.WriteAllText(file, string.Concat(lines)));
    }

    // Returns what the user does about the secrets.
    private async Task<string> WriteSecretsAsync(PipelineStepContext context, string name, IReadOnlyList<PublishedContainer> containers)
    {
        if (!settings.IncludesSecrets)
            return $"Copy {SecretsExample} to {name} and fill it in.";
        var lines = new StringBuilder();
        foreach (var parameter in ParametersOf(containers))
        {
            var value = await parameter.GetValueAsync(context.CancellationToken);
            lines.Append(ManifestValueWriter.NameOf(parameter)).Append('=').Append(value).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(lines.ToString());
        var file = await WriteAsync(context, name, file => OwnerOnlyFile.Write(file, stream => stream.Write(bytes)));
        return $"The secrets of this machine are in {file}, which only you can read.";
    }

    private static IEnumerable<ParameterResource> ParametersOf(IEnumerable<PublishedContainer> containers) =>
        containers.SelectMany(container => container.Environment.Values).SelectMany(ManifestValueWriter.ParametersOf)
            .Distinct().OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    private static string Describe(ParameterResource parameter) => parameter switch
    {
        { Secret: false } => $"{parameter.Name}: the public part of that key, a JWK on one line",
        _ when parameter.Name.EndsWith("-key", StringComparison.Ordinal) => $"{parameter.Name}: a private JWK on one line",
        _ => $"{parameter.Name}: long and random, for example from openssl rand -hex 32",
    };

    private static async Task<string> WriteAsync(PipelineStepContext context, string name, Action<string> write)
    {
        var path = FileIn(context, name);
        var task = await context.ReportingStep.CreateTaskAsync($"Writing {path}", context.CancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            write(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{path} cannot be written: {failure.Message}", failure);
        }

        await task.SucceedAsync($"Wrote {path}", context.CancellationToken);
        return path;
    }

    private static string FileIn(PipelineStepContext context, string name) =>
        Path.Combine(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(), name);

    // The Aspire CLI shows the summary; without it, the terminal does.
    private static void Report(PipelineStepContext context, string target, string file, string next)
    {
        context.Summary.Add(target, $"{file}. {next}");
        Console.WriteLine($"Wrote {file}. {next}");
    }
}
