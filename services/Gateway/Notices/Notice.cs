using System.Net;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.Gateway.Notices;

/// <summary>What the gateway itself has to say: to a person a page in the bank's clothes, to a program problem+json.</summary>
internal static class Notice
{
    public static Task SayAsync(HttpContext context, int status, string code, string title, string text, params (string, object?)[] more)
    {
        var answer = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? Page(status, title, text)
            : Problem.Of(status, code, text, more);
        return answer.ExecuteAsync(context);
    }

    private static IResult Page(int status, string title, string text) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{WebUtility.HtmlEncode(title)} · Harbour Bank</title>
          <link rel="stylesheet" href="/css/base.css"><link rel="stylesheet" href="/css/parts.css"><link rel="stylesheet" href="/css/pages.css">
        </head>
        <body>
          <header class="top"><div class="wide top-row"><a class="brand" href="/">Harbour Bank</a></div></header>
          <main id="content" class="narrow" data-page="notice">
            <h1>{WebUtility.HtmlEncode(title)}</h1>
            <p class="lead">{WebUtility.HtmlEncode(text)}</p>
            <p><a href="/">To the bank's front page</a></p>
          </main>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);
}
