namespace OAuthDemo.AppHost;

/// <summary>Ends the AppHost with one line and exit code 1, instead of a stack trace, when the failure is not a defect of the AppHost.</summary>
internal static class AppHostErrors
{
    /// <summary>Applies to every exception that nothing else handles.</summary>
    public static void ReportInOneLine() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (unhandled.ExceptionObject is not (DistributedApplicationException or OperationCanceledException))
            return;

        Console.Error.WriteLine(unhandled.ExceptionObject is OperationCanceledException
            ? "Stopped before everything was healthy."
            : ((Exception)unhandled.ExceptionObject).Message);
        Environment.Exit(1);
    };
}
