using System.Text;
using OAuthDemo.FlowExplorer.Flows;

namespace OAuthDemo.FlowExplorer.Reading;

/// <summary>The same request, to be sent again by hand. Secrets are left for the reader to fill in.</summary>
internal static class Repeat
{
    public static string AsCurl(Exchange exchange, string address)
    {
        var text = new StringBuilder("curl -i");
        if (exchange.Method is not (null or "GET" or "POST")) text.Append(" -X ").Append(exchange.Method);
        if (HttpMessage.HasBody(exchange) && HttpMessage.Fields(exchange.Request).Count == 0) text.Append(" -X POST");
        text.Append(' ').Append(Quoted(address + Path(exchange)));
        foreach (var header in HttpMessage.Headers(exchange.Request))
            text.Append(" \\\n  -H ").Append(Quoted($"{HttpMessage.HeaderName(header.Name)}: {header.Value}", header.Name));
        var fields = HttpMessage.Fields(exchange.Request);
        if (!HttpMessage.HasBody(exchange) && fields.Count > 0) text.Append(" \\\n  -G");
        foreach (var field in fields)
            text.Append(" \\\n  --data-urlencode ").Append(Quoted($"{field.Name}={field.Value}", field.Name));
        return text.ToString();
    }

    public static string AsHttpFile(Exchange exchange, string address)
    {
        var text = new StringBuilder();
        var secrets = exchange.Request.Where(parameter => Redacted.Is(parameter.Value)).Select(parameter => parameter.Name).ToList();
        foreach (var secret in secrets) text.Append('@').Append(Variable(secret)).Append(" = put yours here\n");
        if (secrets.Count > 0) text.Append('\n');

        var fields = HttpMessage.Fields(exchange.Request);
        var form = string.Join("&", fields.Select(field => HttpMessage.Encoded([Filled(field)]).Replace("%7B%7B", "{{", StringComparison.Ordinal).Replace("%7D%7D", "}}", StringComparison.Ordinal)));
        text.Append(exchange.Method ?? "GET").Append(' ').Append(address).Append(Path(exchange));
        if (!HttpMessage.HasBody(exchange) && form.Length > 0) text.Append('?').Append(form);
        text.Append('\n');
        foreach (var header in HttpMessage.Headers(exchange.Request))
            text.Append(HttpMessage.HeaderName(header.Name)).Append(": ").Append(Filled(header).Value).Append('\n');
        if (HttpMessage.HasBody(exchange) && form.Length > 0)
            text.Append("Content-Type: application/x-www-form-urlencoded\n\n").Append(form).Append('\n');
        return text.ToString();
    }

    private static string Path(Exchange exchange) => exchange.Endpoint is { } path && path.StartsWith('/') ? path : "/";

    private static Parameter Filled(Parameter parameter) =>
        parameter with { Value = Redacted.Replace(parameter.Value, "{{" + Variable(parameter.Name) + "}}") };

    private static string Variable(string name) => name.Replace('-', '_');

    // In single quotes nothing is special to a shell; a secret becomes a variable, outside of them.
    private static string Quoted(string text, string? name = null)
    {
        var quoted = "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return name is null ? quoted : Redacted.Replace(quoted, $"'\"${Variable(name).ToUpperInvariant()}\"'");
    }
}
