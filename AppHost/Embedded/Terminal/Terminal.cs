using System.Globalization;
using Spectre.Console;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>What the person who started the system sees.</summary>
internal sealed class Terminal(TextWriter output, RunnerSettings settings)
{
    private readonly Lock _lock = new();
    private readonly bool _interactive = output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    private readonly bool _quiet = settings.Foreground is not null;
    private Queue<string>? _held;
    private int _widest;
    private Dictionary<string, string> _names = [];

    public void Say(string text) => Write(text);

    /// <summary>A line of a service's log, behind the service's name in its colour.</summary>
    public void Log(string instance, string line)
    {
        if (!_quiet)
            Write($"{_names[instance]} | {line}");
    }

    /// <summary>Shows how the start comes along: as a table that changes where the terminal can, else as a line for each change.</summary>
    public async Task ShowProgressAsync(IReadOnlyList<ServiceInstance> instances, Func<Task> start)
    {
        _widest = instances.Max(instance => instance.Name.Length);
        _names = instances.ToDictionary(instance => instance.Name, Coloured);
        if (_interactive && !_quiet)
            await ShowTableAsync(instances, start);
        else
            await ShowLinesAsync(instances, start);
    }

    /// <summary>Says that all is up, and where to go.</summary>
    public void Announce(IReadOnlyList<ServiceResource> services, TimeSpan took)
    {
        Write(string.Create(CultureInfo.InvariantCulture, $"All healthy after {took.TotalSeconds:0.0} s."));
        if (_quiet)
            return;

        foreach (var url in services.SelectMany(service => service.Urls).Select(url => url()))
            Write($"Now listening on: {url.Url}{(url.DisplayText is { } text ? $"  {text}" : "")}");
        Write("Distributed application started. Press Ctrl+C to shut down.");
    }

    private async Task ShowTableAsync(IReadOnlyList<ServiceInstance> instances, Func<Task> start)
    {
        lock (_lock)
            _held = []; // lines between two frames would tear the table
        try
        {
            var table = new StartTable(instances, settings);
            await AnsiConsole.Live(table.Draw()).StartAsync(live => table.FollowAsync(live, start()));
        }
        finally
        {
            lock (_lock)
            {
                var held = _held;
                _held = null;
                foreach (var line in held)
                    Write(line);
            }
        }
    }

    private async Task ShowLinesAsync(IReadOnlyList<ServiceInstance> instances, Func<Task> start)
    {
        void SayChange(ServiceInstance changed)
        {
            if (!_quiet)
                Write(StartTable.Line(changed, _widest));
        }

        foreach (var instance in instances)
            instance.Changed += SayChange;
        await start();
        foreach (var instance in instances)
            instance.Changed -= SayChange;
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            if (_held is null)
                output.WriteLine(line);
            else
                _held.Enqueue(line);
        }
    }

    // In as many colours as this terminal has; asked before a table is drawn, which would be drawn again with every answer.
    private string Coloured(ServiceInstance instance)
    {
        var name = instance.Name.PadRight(_widest);
        return _interactive ? AnsiConsole.Console.ToAnsi(new Text(name, Color.FromHex(settings.ColourOf(instance.Service.Name)))) : name;
    }
}
