using OAuthDemo.Testcontainers;

namespace OAuthDemo.Aspire;

/// <summary>The bank of a resource. The AppHost owns the container: disposing this ends nothing.</summary>
internal sealed class RunningBank(BankUnderTest bank) : IOAuthDemo
{
    public Uri Issuer => bank.Issuer;

    public BankUnderTest Bank => bank;

    public void Close() => bank.Dispose();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
