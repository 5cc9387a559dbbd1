namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>A checkbox or radio button of a form.</summary>
/// <param name="Value">What it sends.</param>
/// <param name="Label">What the person reads beside it.</param>
/// <param name="Chosen">Whether it is ticked.</param>
/// <param name="Fixed">Whether the person cannot change it.</param>
public sealed record Choice(string Value, string Label, bool Chosen, bool Fixed);
