namespace OAuthDemo.AppHost.Embedded;

internal static class AddingResources
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this DistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.Add(new ProjectResource(ResourceName.Check(name), new TProject()));

    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this DistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        builder.Add(new ExecutableResource(name, command, workingDirectory)).WithArgs(args ?? []);

    public static IResourceBuilder<ContainerResource> AddContainer(this DistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.Add(new ContainerResource(name, image, tag));

    public static IResourceBuilder<ContainerResource> WithVolume(this IResourceBuilder<ContainerResource> builder, string name, string target)
    {
        builder.Resource.Volumes.Add((name, target));
        return builder;
    }

    public static IResourceBuilder<ParameterResource> AddParameter(this DistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.Add(new ParameterResource(name, secret, builder.Configuration));

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicas);
        builder.Resource.Replicas = replicas;
        return builder;
    }

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : ServiceResource
    {
        builder.Resource.Arguments.AddRange(args);
        return builder;
    }
}
