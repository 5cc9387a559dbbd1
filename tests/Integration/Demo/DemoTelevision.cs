using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OAuthDemo.TvApp;
using OAuthDemo.TvApp.Device;
using Spectre.Console;

namespace OAuthDemo.Integration.Demo;

/// <summary>The television in this process: what stands on its screen can be read, and it can be switched off.</summary>
internal sealed partial class DemoTelevision : IAsyncDisposable
{
    private readonly StringWriter _screen = new();
    private readonly TextWriter _synchronized;
    private readonly CancellationTokenSource _off = new();
    private readonly IHost _host;
    private Task<int>? _running;

    public DemoTelevision(DemoSystem demo)
    {
        _synchronized = TextWriter.Synchronized(_screen);
        var builder = TvAppService.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(
            [new("OAuth:Issuer", demo.Issuer.AbsoluteUri), new("Tls:TrustedCertificate", demo.TrustedCertificate)]);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(demo.Clock));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(_synchronized),
        });
        console.Profile.Width = 140;
        builder.Services.Replace(ServiceDescriptor.Singleton(console));
        _host = builder.Build();
    }

    public DeviceGrant Grant => _host.Services.GetRequiredService<DeviceGrant>();

    public Polling Polling => _host.Services.GetRequiredService<Polling>();

    /// <summary>Everything that has stood on the screen.</summary>
    public string Screen
    {
        get
        {
            lock (_synchronized) // as its own methods do
                return Colours().Replace(_screen.ToString(), "");
        }
    }

    /// <summary>Switches on, and returns the code that appears.</summary>
    public async Task<string> SwitchOnAsync()
    {
        _running = Task.Run(() => _host.Services.GetRequiredService<Viewing>().RunAsync(_off.Token));
        await ShowsAsync("type this code");
        return Code().Match(Screen).Value.Replace(" ", "", StringComparison.Ordinal);
    }

    public Task ShowsAsync(string words) => Eventually.HoldsAsync(() => Task.FromResult(Screen.Contains(words, StringComparison.Ordinal)));

    /// <summary>Waits for the end of the evening.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> EndAsync() => _running!.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        if (_running is not null) await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _host.Dispose();
        _off.Dispose();
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colours();

    [GeneratedRegex("[B-Z]( [B-Z]){3} - [B-Z]( [B-Z]){3}")]
    private static partial Regex Code();
}
