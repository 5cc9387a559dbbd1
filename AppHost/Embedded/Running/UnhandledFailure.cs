namespace OAuthDemo.AppHost.Embedded;

/// <summary>Ends the AppHost with exit code 1 and what a person needs to know, instead of a stack trace, when the failure is not a defect of the AppHost.</summary>
internal static class UnhandledFailure
{
    private const int Interrupted = 130;

    public static void SayInOneLine() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is OperationCanceledException)
            Environment.Exit(Interrupted);

        if (unhandled.ExceptionObject is DistributedApplicationException failure)
        {
            Console.Error.WriteLine(failure.Message);
            Environment.Exit(1);
        }
    };
}
