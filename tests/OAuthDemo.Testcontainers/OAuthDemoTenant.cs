namespace OAuthDemo.Testcontainers;

/// <summary>One of many banks that share a container or process: tests in parallel, each with a bank of its own. Disposing removes it.</summary>
public sealed class OAuthDemoTenant : IOAuthDemo
{
    private readonly BankUnderTest _landlord;

    internal OAuthDemoTenant(BankUnderTest landlord, BankUnderTest bank) => (_landlord, Bank) = (landlord, bank);

    /// <inheritdoc/>
    public Uri Issuer => Bank.Issuer;

    /// <inheritdoc/>
    public BankUnderTest Bank { get; }

    /// <summary>Removes the tenant with all that it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        Bank.Dispose();
        await _landlord.RemoveTenantAsync(Issuer).ConfigureAwait(false);
    }
}
