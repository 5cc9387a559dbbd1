using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;

const string Audience = "https://orders.example/";

var builder = WebApplication.CreateBuilder(args);
var bank = builder.Configuration.GetRequiredSection("OAuthDemo:bank");
var issuer = new Uri(bank["Issuer"]!);

builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("bank", http => http.BaseAddress = issuer);
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
{
    jwt.Authority = issuer.AbsoluteUri;
    jwt.RequireHttpsMetadata = false;
    jwt.MapInboundClaims = false;
    jwt.TokenValidationParameters.ValidAudience = Audience;
    jwt.TokenValidationParameters.ValidTypes = ["at+jwt"];
});
builder.Services.AddAuthorizationBuilder().AddPolicy("orders:read", policy => policy.RequireAssertion(
    context => context.User.FindFirst("scope")?.Value.Split(' ').Contains("orders:read") == true));

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/orders", GetOrdersAsync).RequireAuthorization("orders:read");
app.Run();

// Introspection (RFC 7662) says whether the user's consent still stands; the signature alone cannot.
async Task<IResult> GetOrdersAsync(HttpRequest request, IHttpClientFactory clients, CancellationToken cancellationToken)
{
    using var http = clients.CreateClient("bank");
    using var introspection = new HttpRequestMessage(HttpMethod.Post, "connect/introspect")
    {
        Content = new FormUrlEncodedContent([new("token", request.Headers.Authorization.ToString()["Bearer ".Length..])]),
    };
    introspection.Headers.Authorization = new AuthenticationHeaderValue(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{bank["ClientId"]}:{bank["ClientSecret"]}")));
    using var response = await http.SendAsync(introspection, cancellationToken);
    response.EnsureSuccessStatusCode();
    var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    return answer.GetProperty("active").GetBoolean() ? TypedResults.Ok<string[]>(["a lamp", "two chairs"]) : TypedResults.Unauthorized();
}
