using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.BearerTokens;

namespace OAuthDemo.Unit.ServiceDefaults;

/// <summary>A resource API without a network: requests go straight into its pipeline, its issuer answers from memory.</summary>
internal sealed class ResourceApi : IAsyncDisposable
{
    public const string Issuer = "http://localhost:8080/", Audience = "urn:things", Scope = "things:read";

    private readonly Dictionary<string, ECDsaSecurityKey> _published = [];
    private readonly WebApplication _app;
    private readonly RequestDelegate _pipeline;

    public ResourceApi()
    {
        Publish("first");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration["OAuth:Issuer"] = Issuer;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddServiceDefaults();
        builder.AddBearerTokens(Audience).RequireScope(Scope);
        builder.Services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new Wire(AnswerAsIssuer)));

        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.UseRouting();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapGet("/things", () => "things").RequireAuthorization(Scope);
        _app.MapGet("/broken", string () => throw new InvalidOperationException("a secret reason"));
#pragma warning disable ASP0014 // Outside a server nobody adds the end of the pipeline.
        _app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        _pipeline = ((IApplicationBuilder)_app).Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 17, 12, 0, 0, TimeSpan.Zero));

    public bool IssuerAnswers { get; set; } = true;

    public string IssuerInMetadata { get; set; } = Issuer;

    public int KeysRead { get; private set; }

    public ECDsaSecurityKey Publish(string keyId) =>
        _published[keyId] = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = keyId };

    public string Token(Action<SecurityTokenDescriptor>? change = null, SecurityKey? key = null)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = Audience,
            NotBefore = now,
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "alice", ["client_id"] = "app", ["scope"] = $"openid {Scope}" },
            SigningCredentials = new SigningCredentials(key ?? _published["first"], SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    public Task<Answer> GetAsync(string? token, string path = "/things") =>
        SendAsync(path, token is null ? null : $"Bearer {token}");

    public async Task<Answer> SendAsync(string path, string? authorization, string query = "")
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        if (authorization is not null) context.Request.Headers.Authorization = authorization;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await _pipeline(context);
        return new Answer(context.Response.StatusCode, context.Response.Headers, Encoding.UTF8.GetString(body.ToArray()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private HttpResponseMessage AnswerAsIssuer(HttpRequestMessage request)
    {
        if (!IssuerAnswers) throw new HttpRequestException("No route to the issuer.");
        if (request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal))
            return Json(new { issuer = IssuerInMetadata, jwks_uri = $"{Issuer}.well-known/jwks" });
        KeysRead++;
        return Json(new { keys = _published.Values.Select(Public).ToArray() });
    }

    private static object Public(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", kid = key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }

    private static HttpResponseMessage Json(object value) =>
        new() { Content = new StringContent(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json") };
}

internal sealed record Answer(int Status, IHeaderDictionary Headers, string Body)
{
    public string Challenge => Headers.WWWAuthenticate.ToString();

    public string? Code => JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString();
}
