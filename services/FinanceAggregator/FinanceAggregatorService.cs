namespace OAuthDemo.FinanceAggregator;

/// <summary>Names this service for a test host, such as <c>WebApplicationFactory&lt;FinanceAggregatorService&gt;</c>.</summary>
public sealed class FinanceAggregatorService;
