using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Pages;

/// <summary>The flows, the diagram of one, and one step of it.</summary>
public sealed partial class FlowsPage
{
    private const int MostListed = 200;
    private const string NewestFlow = "newest";
    private IReadOnlyList<Flow> flows = [];
    private Flow? flow;
    private FlowStep? step;
    private bool gateway = true;
    private bool asTable;

    /// <summary>The chosen flow; none, or <c>newest</c>, means the newest, whichever that is.</summary>
    [Parameter]
    public string? FlowId { get; set; }

    /// <summary>The opened step's exchange.</summary>
    [Parameter]
    public string? ExchangeId { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnParametersSet() => Refresh();

    /// <inheritdoc />
    protected override void Refresh()
    {
        flows = Store.Newest(MostListed);
        flow = FlowId is null or NewestFlow ? Newest() : Store.Find(FlowId);
        step = flow?.Steps.FirstOrDefault(candidate => candidate.Exchange.Id == ExchangeId);
    }

    private string Title => Follows ? "Flows" : flow is null ? "A flow that is gone" : Words.Name(flow);

    // On a phone the list and the diagram are two pages, also for whoever follows the newest flow.
    private string Place => step is not null ? "at-step" : FlowId is null ? "at-list" : "at-flow";

    private bool Follows => FlowId is null or NewestFlow;

    private static string Pressed(bool on) => on ? "true" : "false";

    private Flow? Newest() => flows.FirstOrDefault(candidate => !candidate.IsBetweenServices) ?? (flows is [var newest, ..] ? newest : null);

    private string Export(string format) => $"flows/{Uri.EscapeDataString(flow!.Id)}/export/{format}";

    private string Link(FlowStep? to) => $"flows/{Uri.EscapeDataString(flow!.Id)}" + (to is null ? "" : "/" + Uri.EscapeDataString(to.Exchange.Id));

    private FlowStep? Neighbour(int distance) =>
        flow?.Steps.ElementAtOrDefault((step?.Number ?? 0) - 1 + distance) is { } near && near.Number != step?.Number ? near : null;

    private void Move(KeyboardEventArgs pressed)
    {
        var to = pressed.Key switch
        {
            "ArrowDown" or "j" => step is null ? flow?.Steps[0] : Neighbour(1),
            "ArrowUp" or "k" => Neighbour(-1),
            _ => null,
        };
        if (to is not null) Navigation.NavigateTo(Link(to));
    }
}
