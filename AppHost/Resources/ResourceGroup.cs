namespace OAuthDemo.AppHost;

/// <summary>A heading of the dashboard's resource list, with the resources of one party below it.</summary>
internal sealed class ResourceGroup(string name) : Resource(name);
