using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OAuthDemo.EndToEnd.Browser;

/// <summary>The television as a process in a terminal of its own, and what stands on its screen.</summary>
public sealed partial class TelevisionSet : IAsyncDisposable
{
    private readonly Process _process = new();
    private readonly StringBuilder _screen = new();

    /// <summary>Switches it on.</summary>
    /// <param name="bank">The issuer that it connects to.</param>
    public TelevisionSet(Uri bank)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var app = Path.Combine(here.Parent!.Parent!.FullName, "TvApp", here.Name, "OAuthDemo.TvApp.dll");
        var command = $"stty cols 140 rows 50; exec dotnet {app} --OAuth:Issuer={bank}";
        _process.StartInfo = new("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardOutput = true };
        _process.StartInfo.Environment["TERM"] = "xterm-256color";
        _process.OutputDataReceived += (_, line) => { lock (_screen) _screen.AppendLine(line.Data); };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>All that was shown so far, without colours.</summary>
    public string Screen
    {
        get { lock (_screen) return Colours().Replace(_screen.ToString(), ""); }
    }

    /// <summary>Waits until the screen shows this, and returns it.</summary>
    public async Task<string> ShowsAsync(Regex text)
    {
        for (var tries = 0; tries < 240; tries++)
        {
            if (text.Match(Screen) is { Success: true } shown)
                return shown.Value;
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The television never showed {text}. It shows:\n{Screen}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colours();
}
