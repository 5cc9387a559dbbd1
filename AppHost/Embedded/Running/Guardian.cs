using System.Diagnostics;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>
/// Starts programs so that they can be told to stop, and so that they never outlive the AppHost.
/// <para>
/// On Unix a program is started by a shell that first leaves a guardian behind, then becomes the program (the same process id). The guardian
/// reads a pipe whose other end only the AppHost holds. A word in the pipe is a signal to pass on. The end of the pipe, which comes even
/// when the AppHost is killed at once and at whatever moment, makes the guardian kill the whole process group, itself included. Where
/// <c>setsid</c> exists (every Linux) each program leads a group of its own, so Ctrl+C in the terminal reaches the AppHost alone. Where it does
/// not (macOS) the guardian kills the program itself, but not what that may have started, and Ctrl+C reaches the programs directly too.
/// </para>
/// <para>On Windows there is no guardian: stopping ends the process tree without asking, and a killed AppHost leaves its services running.</para>
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

    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    public static ProcessStartInfo Guard(IReadOnlyList<string> command)
    {
        IReadOnlyList<string> line = OperatingSystem.IsWindows() ? command : ["/bin/sh", "-c", Script, command[0], .. command];
        if (!OperatingSystem.IsWindows() && SetSid is not null)
            line = [SetSid, .. line];

        return new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardInput = true, UseShellExecute = false };
    }

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
            if (!program.HasExited && (OperatingSystem.IsWindows() || SetSid is null))
                program.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }
}
