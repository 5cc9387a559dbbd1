using OAuthDemo.FlowExplorer.Explaining;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>What is written on an arrow.</summary>
internal static class Words
{
    public static string Long(Arrow arrow) => arrow.IsAnswer ? Answer(arrow.Step) : Request(arrow.Step);

    public static string Short(Arrow arrow) =>
        !arrow.IsAnswer ? Glossary.Step(arrow.Step.Exchange.Name).Title + Times(arrow.Step)
        : arrow.Refused ? Long(arrow)
        : $"{arrow.Step.Exchange.Status} {Carried(arrow.Step.Exchange).FirstOrDefault()}".Trim();

    /// <summary>
    /// A whole sentence, for somebody who does not see the arrow. It begins with what is written there, the long way or the
    /// short, so that somebody who speaks to the computer can say what he sees (WCAG 2.5.3).
    /// </summary>
    public static string Sentence(Arrow arrow) =>
        $"{arrow.Number}. {Long(arrow)}. {arrow.From.Title()} to {arrow.To.Title()}" + (arrow.Step.Exchange.FrontChannel ? ", through the browser" : "");

    private static string Request(FlowStep step)
    {
        var exchange = step.Exchange;
        var words = Glossary.Step(exchange.Name);
        var detail = exchange.Name switch
        {
            "token_request" => exchange.Grant is { } grant ? GrantName(grant) : null,
            "api_request" or "metadata_request" => Shortened(exchange.Endpoint),
            _ => words.Request,
        };
        return words.Title + Times(step) + (detail is null ? "" : ": " + detail);
    }

    private static string Answer(FlowStep step)
    {
        var exchange = step.Exchange;
        var status = exchange.Status is { } code ? code + " " : "";
        if (exchange.Outcome == Outcome.Refused) return "Refused: " + Refusal(exchange);
        if (exchange.Outcome == Outcome.Pending) return status + (exchange.Error == "slow_down" ? "not yet, and slow down" : "not yet");
        var carried = Carried(exchange).ToList();
        return status + (carried.Count > 0 ? string.Join(" + ", carried).Replace(" + →", " →", StringComparison.Ordinal) : Glossary.Step(exchange.Name).Answer);
    }

    private static string Times(FlowStep step) => step.Times > 1 ? $" ×{step.Times}" : "";

    private static string Refusal(Exchange exchange) =>
        string.Join(' ', new[] { exchange.Status is >= 400 and var code ? code.ToString() : null, exchange.Error }.OfType<string>().DefaultIfEmpty("refused"));

    private static IEnumerable<string> Carried(Exchange exchange)
    {
        foreach (var parameter in exchange.Response.OrderBy(parameter => parameter.Name == "location"))
        {
            var word = parameter.Name switch
            {
                "code" => "code",
                "access_token" => "access token",
                "refresh_token" => "refresh token",
                "id_token" => "ID token",
                "request_uri" => "request_uri",
                "user_code" => "user code",
                "active" => parameter.Value == "true" ? "active" : "inactive",
                "location" => "→ " + Shortened(parameter.Value),
                _ => null,
            };
            if (word is not null) yield return word;
        }
    }

    /// <summary>A flow by the grant that it plays, or else by what it begins with.</summary>
    public static string Name(Flow flow) =>
        (flow.Grant is { } grant ? GrantName(grant) : Glossary.Step(flow.Steps[0].Exchange.Name).Title) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    public static string GrantName(string? grant) => grant switch
    {
        null => "—",
        "urn:ietf:params:oauth:grant-type:device_code" => "device code",
        "urn:ietf:params:oauth:grant-type:token-exchange" => "token exchange",
        _ => grant.Replace('_', ' '),
    };

    private static string? Shortened(string? address)
    {
        if (address is null) return null;
        var path = Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal) ? whole.AbsolutePath : address;
        return path.Length <= 24 ? path : path[..11] + "…" + path[^12..];
    }
}
