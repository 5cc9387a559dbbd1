using System.Globalization;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Diagram;

/// <summary>A line of the diagram: the heading of a phase, or an arrow.</summary>
/// <param name="Top">Distance from the top, in pixels.</param>
/// <param name="Heading">The phase that begins here, or null.</param>
/// <param name="Arrow">The arrow, or null for a heading.</param>
public sealed record DiagramRow(int Top, Phase? Heading, Arrow? Arrow);

/// <summary>
/// Where everything stands. Across, in percent, so that the picture fits a phone and a projector; down, in pixels.
/// </summary>
public sealed class DiagramLayout
{
    /// <summary>Height of the row of heads.</summary>
    public const int HeadHeight = 52;

    /// <summary>Height of an arrow with its label.</summary>
    public const int ArrowHeight = 42;

    private const int HeadingHeight = 38;
    private const double LetterWidth = 6.5;
    private readonly Dictionary<Role, double> across;

    /// <summary>Lays a flow out.</summary>
    public DiagramLayout(Flow flow, bool gateway, int top = 0)
    {
        Lanes = Lifelines.Of(flow, gateway);
        across = Lanes.Index().ToDictionary(lane => lane.Item, lane => (lane.Index + 0.5) * 100 / Lanes.Count);
        var rows = new List<DiagramRow>();
        var at = top;
        foreach (var (phase, arrows) in Chapters.Of(flow))
        {
            rows.Add(new DiagramRow(at, phase, null));
            at += HeadingHeight;
            foreach (var arrow in arrows)
            {
                rows.Add(new DiagramRow(at, null, arrow));
                at += ArrowHeight;
            }
        }

        Rows = rows;
        Height = at + 16;
    }

    /// <summary>The roles, from left to right.</summary>
    public IReadOnlyList<Role> Lanes { get; }

    /// <summary>The lines, from top to bottom.</summary>
    public IReadOnlyList<DiagramRow> Rows { get; }

    /// <summary>Height of the whole, in pixels.</summary>
    public int Height { get; }

    /// <summary>Width of a lane in percent.</summary>
    public double LaneWidth => 100.0 / Lanes.Count;

    /// <summary>Place of a lifeline, such as <c>12.5%</c>.</summary>
    public string X(Role role) => Percent(across[role]);

    /// <summary>
    /// Where the label of an arrow stands: in its middle; but one that is too long for that begins or ends at the border, so as
    /// not to be cut off.
    /// </summary>
    /// <param name="arrow">The arrow.</param>
    /// <param name="text">What is written on it.</param>
    /// <param name="narrowest">The least width of a picture, in pixels, that has this label.</param>
    public (string X, string Anchor) Label(Arrow arrow, string text, int narrowest)
    {
        var middle = (across[arrow.From] + across[arrow.To]) / 2;
        var half = text.Length * LetterWidth * 50 / narrowest;
        return middle < half ? ("0.5%", "start") : 100 - middle < half ? ("99.5%", "end") : (Percent(middle), "middle");
    }

    /// <summary>Whether an arrow points to the left.</summary>
    public bool PointsLeft(Arrow arrow) => across[arrow.To] < across[arrow.From];

    /// <summary>Whether the arrow passes through the gateway and the gateway is drawn.</summary>
    public bool PassesGateway(Arrow arrow) =>
        arrow.Step.Exchange.ViaGateway && across.TryGetValue(Role.Gateway, out var gate)
        && Math.Min(across[arrow.From], across[arrow.To]) < gate && gate < Math.Max(across[arrow.From], across[arrow.To]);

    private static string Percent(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
