using System.Globalization;
using Spectre.Console;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>How far each service has come, while the system starts.</summary>
internal sealed class StartTable(IReadOnlyList<ServiceInstance> instances, RunnerSettings settings)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    public Table Draw()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Resource", "State", "URL").AddColumn(new TableColumn("Seconds").RightAligned());
        foreach (var instance in instances)
        {
            table.AddRow(
                new Text(instance.Name, Color.FromHex(settings.ColourOf(instance.Service.Name))),
                new Text(Describe(instance), StyleOf(instance.State)),
                new Text(instance.Url ?? ""),
                new Text(Seconds(instance)));
        }

        return table;
    }

    /// <summary>Keeps the table up to date until the start has succeeded or failed.</summary>
    public async Task FollowAsync(LiveDisplayContext live, Task start)
    {
        while (!start.IsCompleted)
        {
            live.UpdateTarget(Draw());
            await Task.WhenAny(start, Task.Delay(Frame));
        }

        live.UpdateTarget(Draw());
        await start;
    }

    /// <summary>The same as one line, for a log.</summary>
    public static string Line(ServiceInstance instance, int width) =>
        $"{instance.Name.PadRight(width)}  {Describe(instance),-8}  {instance.Url}  {Seconds(instance)} s";

    private static string Describe(ServiceInstance instance) => instance.State switch
    {
        InstanceState.Waiting => $"waiting for {string.Join(", ", instance.Service.WaitsFor.Select(service => service.Name))}",
        InstanceState.Starting => "starting",
        InstanceState.Healthy => instance.HealthAddress is null ? "running" : "healthy",
        _ => $"ended ({instance.ExitCode})",
    };

    private static string Seconds(ServiceInstance instance) => instance.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static Style StyleOf(InstanceState state) => state switch
    {
        InstanceState.Healthy => Color.Green,
        InstanceState.Exited => Color.Red,
        _ => Color.Grey,
    };
}
