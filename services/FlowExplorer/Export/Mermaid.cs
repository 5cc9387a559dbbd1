using System.Text;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Export;

/// <summary>A flow as a Mermaid sequence diagram: what goes through the browser is dotted, a refusal ends in a cross.</summary>
internal static class Mermaid
{
    public static string Write(Flow flow)
    {
        var text = new StringBuilder("sequenceDiagram\n    autonumber\n");
        foreach (var role in Lifelines.Of(flow, gateway: false)) text.Append($"    participant {role} as {role.Title()}\n");
        foreach (var (phase, arrows) in Chapters.Of(flow))
        {
            text.Append($"    Note over {Role.ResourceOwner},{Lifelines.Of(flow, gateway: false)[^1]}: {phase.Title()}\n");
            foreach (var arrow in arrows) text.Append($"    {arrow.From}{Line(arrow)}{arrow.To}: {Escaped(Words.Long(arrow))}\n");
        }

        return text.ToString();
    }

    private static string Line(Arrow arrow) => (arrow.Step.Exchange.FrontChannel, arrow.Refused) switch
    {
        (true, true) => "--x",
        (true, false) => "-->>",
        (false, true) => "-x",
        _ => "->>",
    };

    // A semicolon ends a line and a hash begins an entity.
    private static string Escaped(string text) => string.Concat(text.Select(letter =>
        letter is '#' or ';' or '<' or '>' or '%' || char.IsControl(letter) ? $"#{(int)letter};" : letter.ToString()));
}
