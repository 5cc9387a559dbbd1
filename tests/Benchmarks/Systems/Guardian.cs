using System.Diagnostics;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>
/// Starts programs so that they can be told to stop, and so that they never outlive the benchmark.
/// <para>
/// On Unix a program is started by a shell that first leaves a guardian behind, then becomes the program (the same process id). The guardian
/// reads a pipe whose other end only the benchmark holds. A word in the pipe is a signal to pass on. The end of the pipe, which comes even
/// when the benchmark is killed at once and at whatever moment, makes the guardian kill the whole process group, itself included. Where
/// <c>setsid</c> exists (every Linux) each program leads a group of its own, so Ctrl+C in the terminal reaches the benchmark alone. Where it does
/// not (macOS) the guardian kills the program itself, but not what that may have started, and Ctrl+C reaches the programs directly too.
/// </para>
/// <para>
/// The shell is bash, because others drop variables whose names have a hyphen (<c>services__bank-api__http__0</c>). Without bash those are put
/// back by <c>env</c>, whose command line other users of the machine can see for the blink until it has become the program.
/// </para>
/// <para>On Windows there is no guardian: stopping ends the process tree without asking, and a killed benchmark leaves its services running.</para>
/// </summary>
internal static class Guardian
{
    private const string Script = """
        exec 3<&0
        {
          trap '' INT TERM HUP QUIT
          while read -r signal; do kill -s "$signal" $$; done
          kill -s KILL -- -$$ || kill -s KILL $$
        } <&3 3<&- >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    private static readonly string? SetSid = FirstOf("/usr/bin/setsid", "/bin/setsid");
    private static readonly string? Bash = FirstOf("/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash", "/opt/homebrew/bin/bash");

    public static ProcessStartInfo Guard(IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var variables = environment.ToList();
        IReadOnlyList<string> line = OperatingSystem.IsWindows() ? command : [.. Leader, .. Shell(Bash, variables), .. command];
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        return start;
    }

    /// <summary>The shell that leaves the guardian behind; the program's own command line follows.</summary>
    internal static IReadOnlyList<string> Shell(string? bash, IEnumerable<KeyValuePair<string, string>> environment) => bash is null
        ? ["/bin/sh", "-c", Script, "guardian", "env", .. environment.Where(IsDropped).Select(variable => $"{variable.Key}={variable.Value}")]
        : [bash, "-p", "-c", Script, "guardian"];

    /// <summary>Asks the program to stop.</summary>
    public static async Task TerminateAsync(Process program)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                program.Kill(entireProcessTree: true);
            else
                await program.StandardInput.WriteLineAsync("TERM");
            await program.StandardInput.FlushAsync();
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <summary>Ends the program and whatever it has started, without asking.</summary>
    public static void Kill(Process program)
    {
        try
        {
            program.StandardInput.Close();
            if (OperatingSystem.IsWindows())
                program.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    private static IReadOnlyList<string> Leader => SetSid is null ? [] : [SetSid];

    private static bool IsDropped(KeyValuePair<string, string> variable) => variable.Key.Any(letter => letter != '_' && !char.IsAsciiLetterOrDigit(letter));

    private static string? FirstOf(params IEnumerable<string> paths) => paths.FirstOrDefault(File.Exists);
}
