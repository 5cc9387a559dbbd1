using System.Text;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Reading;

namespace OAuthDemo.FlowExplorer.Export;

/// <summary>A flow as a PlantUML sequence diagram: what goes through the browser is dashed, a refusal is red.</summary>
internal static class PlantUml
{
    public static string Write(Flow flow)
    {
        var text = new StringBuilder("@startuml\nautonumber\n");
        foreach (var role in Lifelines.Of(flow, gateway: false))
            text.Append($"{(role == Role.ResourceOwner ? "actor" : "participant")} \"{role.Title()}\" as {role}\n");
        foreach (var (phase, arrows) in Chapters.Of(flow))
        {
            text.Append($"== {phase.Title()} ==\n");
            foreach (var arrow in arrows) text.Append($"{arrow.From} {Line(arrow)} {arrow.To} : {Escaped(Words.Long(arrow))}\n");
        }

        return text.Append("@enduml\n").ToString();
    }

    private static string Line(Arrow arrow) =>
        (arrow.Step.Exchange.FrontChannel ? "-" : "") + (arrow.Refused ? "-[#B91C1C]>x" : "->");

    // Creole marks, line breaks and the like are letters here.
    private static string Escaped(string text) => string.Concat(text.Select(letter =>
        letter is '~' or '*' or '_' or '/' or '"' or '<' or '>' or '\\' or '[' or ']' or '#' or '%' || char.IsControl(letter)
            ? $"<U+{(int)letter:X4}>"
            : letter.ToString()));
}
