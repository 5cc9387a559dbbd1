using System.Globalization;
using OAuthDemo.TvApp.Device;
using OAuthDemo.TvApp.Money;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OAuthDemo.TvApp.Screen;

/// <summary>What stands on the screen at each moment.</summary>
internal static class Television
{
    private static readonly Color _coral = new(0xFB, 0x92, 0x3C);
    private static readonly Color _navy = new(0x93, 0xC5, 0xFD);

    public static IRenderable SignIn(DeviceLogin login, TimeSpan left, string status)
    {
        var words = new Rows(
            new Markup("Connect your bank to this television."),
            Text.Empty,
            new Markup($"1  On your phone or computer, open  [bold {_navy.ToMarkup()}]{Markup.Escape(login.Address.AbsoluteUri)}[/]"),
            new Markup("2  Sign in at your bank, and type this code:"),
            Text.Empty,
            new Panel(new Markup($"[bold {_coral.ToMarkup()}]  {Markup.Escape(string.Join(' ', login.UserCode.ToCharArray()))}  [/]"))
                .Border(BoxBorder.Heavy).BorderColor(_coral),
            Text.Empty,
            new Markup("3  Check that the bank shows the same code, then decide there what this television may see."),
            Text.Empty,
            new Markup($"[grey]{Markup.Escape(status)}  The code ends in {Clock(left)}.[/]"),
            new Markup("[grey]No password is ever typed on this screen.[/]"));
        return Frame(new Columns(words, QrCode.Of(login.AddressWithCode)));
    }

    public static IRenderable Money(IReadOnlyList<Balance> balances, DateTimeOffset readAt, TimeSpan tokenLeft, string? trouble = null)
    {
        var table = new Table().Border(TableBorder.Simple).Expand()
            .AddColumn("Account").AddColumn("Number").AddColumn(new TableColumn("Balance").RightAligned());
        foreach (var balance in balances)
            table.AddRow(Markup.Escape(balance.Name), Markup.Escape(balance.Number), Amount(balance));

        return Frame(new Rows(
            table,
            new Markup($"[grey]Read {readAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC. "
                + $"The access token ends in {Clock(tokenLeft)} and is then refreshed by itself. Ctrl+C switches off.[/]"),
            new Markup(trouble is null ? "" : $"[yellow]{Markup.Escape(trouble)}[/]")));
    }

    public static IRenderable Message(string title, string text) => Frame(new Rows(
        new Markup($"[bold]{Markup.Escape(title)}[/]"), Text.Empty, new Markup(Markup.Escape(text))));

    public static string Clock(TimeSpan left) => left <= TimeSpan.Zero ? "0 s"
        : left.TotalMinutes >= 1 ? $"{(int)left.TotalMinutes} min {left.Seconds} s" : $"{left.Seconds} s";

    private static string Amount(Balance balance) => balance.Current.StartsWith('-')
        ? $"[red]{Markup.Escape(balance.Current)} {Markup.Escape(balance.Currency)}[/]"
        : $"+{Markup.Escape(balance.Current)} {Markup.Escape(balance.Currency)}";

    private static Panel Frame(IRenderable inside) => new Panel(new Padder(inside, new Padding(2, 1)))
        .Header($"[bold {_coral.ToMarkup()}] Tidepool on TV [/]").Border(BoxBorder.Rounded).BorderColor(_coral).Expand();
}
