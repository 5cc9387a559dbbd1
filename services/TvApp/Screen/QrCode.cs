using QRCoder;
using Spectre.Console;

namespace OAuthDemo.TvApp.Screen;

/// <summary>A QR code in half blocks: two modules in one character, dark on light whatever the terminal's colours are.</summary>
internal static class QrCode
{
    public static Markup Of(Uri address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        var lines = Enumerable.Range(0, (rows.Count + 1) / 2).Select(pair => string.Concat(
            Enumerable.Range(0, rows.Count).Select(column => Block(
                rows[2 * pair][column], 2 * pair + 1 < rows.Count && rows[2 * pair + 1][column]))));
        return new Markup($"[black on white]{string.Join("[/]\n[black on white]", lines)}[/]");
    }

    private static char Block(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };
}
