namespace OAuthDemo.AppHost.Embedded;

/// <summary>A variable of a container: texts, and parameters that are named and never looked at.</summary>
internal sealed record PlannedVariable(string Name, IReadOnlyList<(string? Text, ParameterResource? Parameter)> Parts)
{
    public IEnumerable<ParameterResource> Parameters => Parts.Select(part => part.Parameter).OfType<ParameterResource>();

    public static PlannedVariable Of(string name, string text) => new(name, [(text, null)]);

    /// <summary>How a parameter is called in an environment: <c>bank-api-secret</c> is <c>BANK_API_SECRET</c>.</summary>
    public static string NameOf(ParameterResource parameter) => parameter.Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The value as text, in which a parameter stands as this says.</summary>
    public string Text(Func<string, string> escape, Func<ParameterResource, string> parameter) =>
        string.Concat(Parts.Select(part => part.Parameter is { } named ? parameter(named) : escape(part.Text ?? "")));
}
