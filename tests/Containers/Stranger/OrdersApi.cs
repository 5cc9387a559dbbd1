using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.Containers.Stranger;

/// <summary>
/// A resource server that has nothing to do with this bank but that it trusts an issuer: a minimal API with JwtBearer, which asks by introspection
/// (RFC 7662) whether the person still agrees. As somebody else would write it.
/// </summary>
internal sealed class OrdersApi : IAsyncDisposable
{
    public const string Audience = "https://orders.example/";
    public const string Scope = "orders:read";
    public const string ClientId = "orders-api";

    private readonly WebApplication _app;

    private OrdersApi(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<OrdersApi> StartAsync(Uri issuer, string secret, TimeProvider clock, HttpMessageHandler handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.Authority = issuer.AbsoluteUri;
            jwt.RequireHttpsMetadata = false;
            jwt.BackchannelHttpHandler = handler;
            jwt.BackchannelTimeout = TimeSpan.FromSeconds(30); // a busy machine is slow
            jwt.MapInboundClaims = false;
            jwt.RefreshInterval = TimeSpan.FromSeconds(1);
            jwt.TokenValidationParameters = new()
            {
                ValidAudience = Audience,
                ValidIssuer = issuer.AbsoluteUri,
                ValidTypes = ["at+jwt"],
                LifetimeValidator = (from, until, _, _) => until > clock.GetUtcNow().UtcDateTime && from <= clock.GetUtcNow().UtcDateTime.AddSeconds(30),
            };
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy(Scope, policy => policy.RequireAssertion(context => context.User.FindFirst("scope")?.Value.Split(' ').Contains(Scope) == true));

        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = issuer };
        app.MapGet("/orders", (Delegate)((HttpContext context) => OrdersAsync(context, http, secret))).RequireAuthorization(Scope);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Not cached: this API would rather be slow than wrong. When the issuer is away, it says so.
    private static async Task<IResult> OrdersAsync(HttpContext context, HttpClient http, string secret)
    {
        using var question = new HttpRequestMessage(HttpMethod.Post, "connect/introspect")
        {
            Content = new FormUrlEncodedContent([new("token", context.Request.Headers.Authorization.ToString()["Bearer ".Length..])]),
        };
        question.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{secret}")));
        try
        {
            using var answer = await http.SendAsync(question);
            answer.EnsureSuccessStatusCode();
            return (bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["active"]! ? Results.Ok(new[] { "a lamp", "two chairs" }) : Results.Unauthorized();
        }
        catch (HttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
