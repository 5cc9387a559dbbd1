namespace OAuthDemo.FlowExplorer;

/// <summary>Names this service for a test host.</summary>
public sealed class FlowExplorerService;
