using System.Globalization;
using OAuthDemo.ResourceOwner.Exchanges;
using Spectre.Console;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Prints the story: each message in the colour of the role that says it, each step with its outcome.</summary>
internal sealed class Narrator
{
    private const int WidthOfAPipe = 140;
    private const int NameWidth = 26;
    private readonly IAnsiConsole _console;

    public Narrator(IAnsiConsole console)
    {
        _console = console;
        // A pipe has no width; 80 columns would cut what a log should keep.
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfAPipe;
    }

    public void OpenScene(string title) => _console.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());

    public void Tell(Exchange exchange)
    {
        _console.WriteLine();
        Line($"[bold]{exchange.Number,3}[/] {Role(exchange.From)} → {Role(exchange.To)}: [bold]{Markup.Escape(exchange.What)}[/]"
            + (exchange.Channel == Channel.Back ? " [grey](back channel)[/]" : ""));
        Line($"    {exchange.Method} {Markup.Escape(exchange.Url)}");
        Tell(exchange.Parameters);
        Tell(exchange.Credentials);
        Line($"    {Status(exchange)} {Markup.Escape(exchange.Answer)} [grey]{exchange.Took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms[/]");
        // What a redirect carries is what the next message is about.
        Tell(exchange.Status is >= 300 and < 400 ? exchange.AnswerParameters.Where(IsCookie) : exchange.AnswerParameters);
    }

    public void Passed(Step step)
    {
        _console.WriteLine();
        Line($"    [green]✓[/] {Markup.Escape(step.Expectation)} [grey]{Markup.Escape(step.Source)}[/]");
    }

    public void Failed(Step step, Exchange? last)
    {
        _console.WriteLine();
        Line($"    [{RoleColours.Refusal}]✗ {Markup.Escape(step.Expectation)}[/] [grey]{Markup.Escape(step.Source)}[/]");
        _console.Write(new Panel(new Text(last is null ? step.Failure! : $"{step.Failure}{Environment.NewLine}{Environment.NewLine}{last}"))
            .Header("[bold]What came instead, and the exchange that brought it[/]").BorderStyle(Style.Parse(RoleColours.Refusal)));
    }

    public void Note(string text) => Line($"    [grey]{Markup.Escape(text)}[/]");

    public void Sum(IReadOnlyList<Step> steps, TimeSpan took)
    {
        var table = new Table().RoundedBorder().AddColumns("", "Grant", "Source", "What happens", "Steps", "Messages");
        foreach (var scene in steps.GroupBy(step => step.Scene))
        {
            var good = scene.Count(step => step.Failure is null);
            table.AddRow(good == scene.Count() ? "[green]✓[/]" : $"[{RoleColours.Refusal}]✗[/]", Markup.Escape(scene.Key.Grant), Markup.Escape(scene.Key.Source),
                Markup.Escape(scene.Key.Title), $"{good} of {scene.Count()}", string.Join(", ", scene.Select(step => step.Messages).Where(messages => messages.Length > 0)));
            foreach (var step in scene.Where(step => step.Failure is not null))
                table.AddRow("", "", Markup.Escape(step.Source), $"[{RoleColours.Refusal}]{Markup.Escape($"{step.Expectation}: {step.Failure}")}[/]", "", "");
        }

        var passed = steps.Count(step => step.Failure is null);
        _console.WriteLine();
        _console.Write(table);
        Line(string.Create(CultureInfo.InvariantCulture, $"[bold]{passed} of {steps.Count} steps passed[/] in {took.TotalSeconds:0.0} s"));
    }

    private void Tell(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters.Where(parameter => !IsCookie(parameter)))
            Tell(parameter);
        foreach (var cookies in parameters.Where(IsCookie).GroupBy(parameter => parameter.Name.Split(' ')[0]))
            Tell(new Parameter(cookies.Key, string.Join("; ", cookies.Select(cookie => $"{cookie.Name.Split(' ')[1]}={cookie.Value}"))));
    }

    private static bool IsCookie(Parameter parameter) =>
        parameter.Name.StartsWith("Cookie ", StringComparison.Ordinal) || parameter.Name.StartsWith("Set-Cookie ", StringComparison.Ordinal);

    private void Tell(Parameter parameter)
    {
        var room = Math.Max(20, _console.Profile.Width - NameWidth - 9);
        var value = parameter.Value.Length <= room ? parameter.Value : $"{parameter.Value[..(room - 1)]}…";
        Line($"        [grey]{Markup.Escape(parameter.Name.PadRight(NameWidth))}[/] {Markup.Escape(value)}");
    }

    private static string Role(Role role) => $"[{RoleColours.Of(role)}]{role.Title()}[/]";

    private static string Status(Exchange exchange) => exchange.Status switch
    {
        null => $"[{RoleColours.Refusal}]no answer[/]",
        >= 400 and var refused => $"[{RoleColours.Refusal}]{refused}[/]",
        var status => $"[green]{status}[/]",
    };

    private void Line(string markup) => _console.MarkupLine(markup);
}
