using System.Globalization;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>Brings all services up, each as soon as those it waits for are healthy; the first that fails ends the start.</summary>
internal sealed class Startup(IReadOnlyList<ServiceInstance> instances, RunnerSettings settings, HttpClient http)
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var environments = new List<IReadOnlyDictionary<string, string>>();
        foreach (var instance in instances)
            environments.Add(await ServiceEnvironment.OfAsync(instance.Service, instance.Replica, cancellationToken));

        var all = Task.WhenAll(instances.Zip(environments, (instance, environment) => StartInTurnAsync(instance, environment, abandoned.Token)));
        try
        {
            await await Task.WhenAny(all, _failed.Task);
        }
        finally
        {
            await abandoned.CancelAsync();
            await Task.WhenAny(all); // nothing is started any more once this method has returned
        }
    }

    private async Task StartInTurnAsync(ServiceInstance instance, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        try
        {
            var dependencies = instances.Where(other => instance.Service.WaitsFor.Contains(other.Service)).Select(other => other.Healthy);
            await Task.WhenAll(dependencies).WaitAsync(cancellationToken);

            instance.Start(environment, IsForeground(instance));
            if (!IsForeground(instance))
                _ = FailWhenItEndsAsync(instance, cancellationToken);
            await UntilHealthyAsync(instance, cancellationToken);
            instance.BecomeHealthy();
        }
        catch (DistributedApplicationException failed)
        {
            _failed.TrySetException(failed);
            throw;
        }
    }

    private bool IsForeground(ServiceInstance instance) => instance.Service.Name == settings.Foreground;

    private async Task FailWhenItEndsAsync(ServiceInstance instance, CancellationToken whileStarting)
    {
        var exitCode = await instance.Exited!;
        var hasDoneItsWork = exitCode == 0 && instance.HealthAddress is null;
        if (!hasDoneItsWork && !whileStarting.IsCancellationRequested)
            _failed.TrySetException(new DistributedApplicationException(Failure.Describe(instance, $"ended with exit code {exitCode} during the start")));
    }

    private async Task UntilHealthyAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        if (instance.HealthAddress is not { } address)
            return;

        var probe = new HealthProbe(http);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.StartLimit);
        try
        {
            await probe.UntilHealthyAsync(address, instance.Service.HealthCheck!.Value.StatusCode, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = settings.StartLimit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw new DistributedApplicationException(
                Failure.Describe(instance, $"was not healthy within {seconds} s (Runner:StartTimeoutSeconds): {address} answered {probe.LastAnswer}"));
        }
    }
}
