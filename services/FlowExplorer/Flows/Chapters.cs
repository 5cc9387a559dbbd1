namespace OAuthDemo.FlowExplorer.Flows;

/// <summary>The arrows of a flow under the parts of the abstract flow. An answer never begins a new part.</summary>
internal static class Chapters
{
    public static IEnumerable<(Phase Phase, IReadOnlyList<Arrow> Arrows)> Of(Flow flow)
    {
        var phase = flow.Arrows[0].Step.Phase;
        var chapter = new List<Arrow>();
        foreach (var arrow in flow.Arrows)
        {
            if (!arrow.IsAnswer && arrow.Step.Phase != phase && Begins(arrow.Step))
            {
                if (chapter.Count > 0) yield return (phase, chapter);
                phase = arrow.Step.Phase;
                chapter = [];
            }

            chapter.Add(arrow);
        }

        yield return (phase, chapter);
    }

    // What the bank asks itself on the way belongs to what it was asked.
    private static bool Begins(FlowStep step) => step.Phase switch
    {
        Phase.Discovery => false,
        Phase.AuthorizationGrant => step.Exchange.Within is null,
        _ => true,
    };
}
