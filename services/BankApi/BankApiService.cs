namespace OAuthDemo.BankApi;

/// <summary>Names this service for a test host.</summary>
public sealed class BankApiService;
