using Microsoft.AspNetCore.Components;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Pages;

/// <summary>A page that follows the flows while they happen. It draws at most ten times a second, however much comes in.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private FlowStore? store;
    private int waiting;
    private bool gone;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    // Kept, because a page is let go after its services are.
    private protected FlowStore Store => store ??= Services.GetRequiredService<FlowStore>();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Store.Changed += Soon;

    /// <summary>Stops following.</summary>
    protected virtual void Dispose(bool disposing)
    {
        gone = true;
        Store.Changed -= Soon;
    }

    /// <summary>Takes over what is new, just before it is drawn.</summary>
    protected abstract void Refresh();

    private void Soon()
    {
        if (Interlocked.Exchange(ref waiting, 1) == 0) _ = InvokeAsync(DrawAsync);
    }

    private async Task DrawAsync()
    {
        await Task.Delay(Pause);
        Interlocked.Exchange(ref waiting, 0);
        if (gone) return;
        Refresh();
        StateHasChanged();
    }
}
