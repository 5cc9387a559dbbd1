using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.AllInOne.Banks;
using OAuthDemo.ServiceDefaults.Problems;
using OAuthDemo.ServiceDefaults.Testing;

namespace OAuthDemo.AllInOne.Tenants;

/// <summary>A bank of one's own for each of many tests that run side by side: own issuer, people, clients, keys and clock.</summary>
internal static partial class TenantEndpoints
{
    private const string Path = "/testing/tenants";

    public static void UseTenants(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<TestingKey>();
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Path), tenants => tenants.UseExceptionHandler().Use(key.GuardAsync));
    }

    public static void MapTenants(this WebApplication app)
    {
        if (!app.Configuration.GetValue("Testing:Enabled", true)) return;
        var tenants = app.MapGroup(Path);
        tenants.MapGet("", (Estate estate) => TypedResults.Ok(estate.Tenants));
        tenants.MapPost("", AddAsync);
        tenants.MapDelete("/{name}", RemoveAsync);
    }

    private static async Task<Results<Created<Tenant>, ProblemHttpResult>> AddAsync(NewTenant wanted, Estate estate)
    {
        var name = wanted.Name ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        if (!NameRule().IsMatch(name))
            return Problem.Of(StatusCodes.Status400BadRequest, "tenant.name", "A tenant's name has 1 to 40 small letters, digits and hyphens.");
        if (!estate.IsOpen)
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "bank.starting", "The bank is not open yet.");
        return await estate.AddTenantAsync(name) is { } bank
            ? TypedResults.Created(bank.Issuer, new Tenant(name, bank.Issuer))
            : Problem.Of(StatusCodes.Status409Conflict, "tenant.exists", $"There is a tenant {name} already.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string name, Estate estate) => await estate.RemoveTenantAsync(name)
        ? TypedResults.NoContent() : Problem.Of(StatusCodes.Status404NotFound, "tenant.notFound", $"There is no tenant {name}.");

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex NameRule();

    /// <param name="Name">Becomes part of the issuer; made if absent.</param>
    internal sealed record NewTenant(string? Name = null);

    /// <param name="Name">Its name.</param>
    /// <param name="Issuer">Its issuer. Its own testing API is below that, and opens to the same key.</param>
    internal sealed record Tenant(string Name, Uri Issuer);
}
