using System.Text;

namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>A named value of a message: a query or form parameter, a header, a member of a JSON answer. Secrets are shortened already.</summary>
public sealed record Parameter(string Name, string Value);

/// <summary>How a message travels (RFC 6749 §2.1, §3): through the person's browser, or directly between two machines.</summary>
public enum Channel
{
    /// <summary>Through the browser, where the person and her software see it.</summary>
    Front,

    /// <summary>From server to server.</summary>
    Back,
}

/// <summary>One message and its answer.</summary>
public sealed record Exchange
{
    /// <summary>Counts from 1 within one log.</summary>
    public required int Number { get; init; }

    /// <summary>Who says it, in the sense of the protocol: a redirect is said by who redirects, and carried by the browser.</summary>
    public required Role From { get; init; }

    /// <summary>To whom it is said.</summary>
    public required Role To { get; init; }

    /// <summary>Front or back channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What it is in the field's terms, e.g. "authorization request".</summary>
    public required string What { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The address without its query, which is in <see cref="Parameters"/>.</summary>
    public required string Url { get; init; }

    /// <summary>Query and form parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>The request's Authorization header and cookies.</summary>
    public IReadOnlyList<Parameter> Credentials { get; init; } = [];

    /// <summary>The HTTP status, or null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The answer in one line: where it redirects to, which page it shows, what JSON it holds, or why none came.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The parameters of a redirect, the members of a JSON answer, WWW-Authenticate and cookies set.</summary>
    public IReadOnlyList<Parameter> AnswerParameters { get; init; } = [];

    /// <summary>From sending to the last byte of the answer.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>"1 Client → Resource owner: authorization request".</summary>
    public string Headline => $"{Number} {From.Title()} → {To.Title()}: {What}";

    /// <summary>The whole exchange as plain text, as a failing test prints it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Headline).AppendLine().Append("    ").Append(Method).Append(' ').AppendLine(Url);
        foreach (var parameter in Parameters.Concat(Credentials))
            text.Append("        ").Append(parameter.Name).Append(" = ").AppendLine(parameter.Value);
        text.Append("    ").Append(Status?.ToString() ?? "no answer").Append(' ').AppendLine(Answer);
        foreach (var parameter in AnswerParameters)
            text.Append("        ").Append(parameter.Name).Append(" = ").AppendLine(parameter.Value);
        return text.ToString();
    }
}
