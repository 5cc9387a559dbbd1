using System.Globalization;

namespace OAuthDemo.Benchmarks.Systems;

/// <summary>What a process occupies of the machine's memory.</summary>
/// <param name="Resident">Megabytes (RSS); pages that several processes share count in each of them.</param>
/// <param name="Proportional">Megabytes (PSS); such pages are divided among those that share them, so that processes can be added up. Linux only, elsewhere as resident.</param>
internal sealed record Memory(double Resident, double Proportional)
{
    /// <returns>Nothing when the process has ended.</returns>
    public static Memory Of(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return new(process.WorkingSet64 / 1024d / 1024, process.WorkingSet64 / 1024d / 1024);
        }

        try
        {
            var lines = File.ReadAllLines($"/proc/{processId}/smaps_rollup");
            return new(Megabytes(lines, "Rss:"), Megabytes(lines, "Pss:"));
        }
        catch (IOException)
        {
            return new(0, 0);
        }
    }

    private static double Megabytes(string[] lines, string name) =>
        double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
