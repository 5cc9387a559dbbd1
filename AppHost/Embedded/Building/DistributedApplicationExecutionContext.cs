namespace OAuthDemo.AppHost.Embedded;

/// <summary>What the model is made for: to be run, or to be written down as manifests.</summary>
internal sealed class DistributedApplicationExecutionContext(bool publishes)
{
    public bool IsPublishMode => publishes;

    public bool IsRunMode => !publishes;
}
