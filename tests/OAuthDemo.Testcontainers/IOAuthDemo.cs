namespace OAuthDemo.Testcontainers;

/// <summary>
/// A bank for a test: in a container (<see cref="OAuthDemoContainer"/>), in the test's own process, or one of many side by side
/// (<see cref="OAuthDemoTenant"/>). A suite that is written against this runs with all of them. What can be done with it stands in <see cref="OAuthDemoActions"/>.
/// </summary>
public interface IOAuthDemo : IAsyncDisposable
{
    /// <summary>The issuer, always with its trailing slash: what a resource server or client is configured with.</summary>
    Uri Issuer { get; }

    /// <summary>The bank as the kit speaks to it.</summary>
    BankUnderTest Bank { get; }
}
