namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>The service cannot start as it is configured. Each line says what is wrong, and where.</summary>
internal sealed class ConfigurationMistake(IReadOnlyList<string> mistakes)
    : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes => mistakes;

    /// <summary>Whoever mistyped a setting needs the sentence, not the stack.</summary>
    public override string ToString() => $"The authorization server cannot start:{Environment.NewLine}{Message}";
}
