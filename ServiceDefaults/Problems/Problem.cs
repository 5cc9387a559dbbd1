using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OAuthDemo.ServiceDefaults.Problems;

/// <summary>An error answer: problem+json (RFC 9457) with a <c>code</c> that programs may rely on.</summary>
public static class Problem
{
    /// <summary>Makes the answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The stable code, such as <c>account.notFound</c>.</param>
    /// <param name="detail">One sentence for the developer who reads it: what was wrong, and what to do.</param>
    /// <param name="more">Further members of the problem.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, params (string Name, object? Value)[] more)
    {
        var members = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more) members[name] = value;
        return TypedResults.Problem(detail: detail, statusCode: status, extensions: members);
    }
}
