using System.ComponentModel;
using System.Diagnostics;

namespace OAuthDemo.HarbourCli.SignIn;

/// <summary>The person's own browser: this program never sees a password, and the bank may know the person already (RFC 8252 §4).</summary>
internal static class SystemBrowser
{
    public static void Open(Uri address)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
            else
                Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })?.Dispose();
        }
        catch (Win32Exception)
        {
            // No browser here: the address stands in the terminal.
        }
    }
}
