using System.Runtime.CompilerServices;

namespace OAuthDemo.AppHost.Embedded;

/// <summary>Text with holes that are filled when the system starts.</summary>
internal sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<(string? Text, IValueProvider? Value, string? Expression)> _parts;

    private ReferenceExpression(IReadOnlyList<(string?, IValueProvider?, string?)> parts) => _parts = parts;

    /// <summary>Texts and holes in their order.</summary>
    internal IEnumerable<(string? Text, IValueProvider? Value)> Parts => _parts.Select(part => (part.Text, part.Value));

    public string ValueExpression => string.Concat(_parts.Select(part => part.Text ?? part.Expression));

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new List<string?>(_parts.Count);
        foreach (var (text, value, _) in _parts)
            values.Add(value is null ? text : await value.GetValueAsync(cancellationToken));

        return string.Concat(values);
    }

    /// <summary>
    /// Takes <c>$"{gateway.GetEndpoint("http")}/callback"</c> apart, so that the address is asked for when it is known. Accepts in a hole what
    /// Aspire accepts: text, or a value that can also be named.
    /// </summary>
    [InterpolatedStringHandler]
    internal ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<(string?, IValueProvider?, string?)> Parts { get; } = new(literalLength == 0 ? formattedCount : (2 * formattedCount) + 1);

        public readonly void AppendLiteral(string value) => Parts.Add((value, null, null));

        public readonly void AppendFormatted(string? value) => Parts.Add((value, null, null));

        public readonly void AppendFormatted<T>(T value)
            where T : IValueProvider, IManifestExpressionProvider => Parts.Add((null, value, value.ValueExpression));
    }
}
