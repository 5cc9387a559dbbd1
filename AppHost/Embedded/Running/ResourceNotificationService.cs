namespace OAuthDemo.AppHost.Embedded;

/// <summary>What is known of a resource at one moment.</summary>
internal sealed record CustomResourceSnapshot(InstanceState State, int? ExitCode);

/// <summary>A change in the state of a resource.</summary>
internal sealed record ResourceEvent(IResource Resource, CustomResourceSnapshot Snapshot);

/// <summary>Tells what happens to resources, to those who wait for something to happen.</summary>
internal sealed class ResourceNotificationService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _known = [];
    private readonly List<(string Name, Func<ResourceEvent, bool> Predicate, TaskCompletionSource<ResourceEvent> Waiter)> _waiting = [];

    /// <summary>Returns the first event of this resource that the predicate accepts, the latest one of the past included.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(resourceName, out var latest) && predicate(latest))
                return Task.FromResult(latest);

            var waiter = new TaskCompletionSource<ResourceEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((resourceName, predicate, waiter));
            return waiter.Task.WaitAsync(cancellationToken);
        }
    }

    public void Publish(ResourceEvent happened)
    {
        lock (_lock)
        {
            _known[happened.Resource.Name] = happened;
            foreach (var (name, predicate, waiter) in _waiting)
            {
                if (name == happened.Resource.Name && predicate(happened))
                    waiter.TrySetResult(happened);
            }

            _waiting.RemoveAll(waiting => waiting.Waiter.Task.IsCompleted);
        }
    }
}
