namespace OAuthDemo.AllInOne.Banks;

/// <summary>Lets a service write where the whole process writes.</summary>
internal sealed class SharedLog(ILoggerFactory process) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => process.CreateLogger(categoryName);

    public void Dispose()
    {
    }
}
