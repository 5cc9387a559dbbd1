namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>One expectation of the walkthrough, and how it came out.</summary>
/// <param name="Scene">The scene that it belongs to.</param>
/// <param name="Expectation">What must be so.</param>
/// <param name="Source">Where that stands, e.g. <c>RFC 6749 §4.1.2</c>.</param>
/// <param name="Failure">What was so instead; null when it came out.</param>
/// <param name="Messages">The exchanges it took, as "3–7".</param>
internal sealed record Step(Scene Scene, string Expectation, string Source, string? Failure, string Messages);

/// <summary>A part of the story.</summary>
/// <param name="Title">What happens.</param>
/// <param name="Grant">The grant that it plays, or what it is about.</param>
/// <param name="Source">Where that stands.</param>
internal sealed record Scene(string Title, string Grant, string Source);

/// <summary>Something did not come out as the RFC says.</summary>
internal sealed class StepFailedException(string message) : Exception(message)
{
    public static void Unless(bool condition, string message)
    {
        if (!condition)
            throw new StepFailedException(message);
    }
}
