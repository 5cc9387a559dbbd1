using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;
using OpenIddict.EntityFrameworkCore.Models;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>The engine's tables in the store: codes, refresh tokens, and the grants they belong to.</summary>
internal static class EngineTables
{
    public static void AddEngineTables(this ModelBuilder builder) => builder.UseOpenIddict();

    /// <summary>Forgets every grant with its codes and refresh tokens.</summary>
    public static async Task ForgetGrantsAsync(this AuthorizationDb db)
    {
        await db.Set<OpenIddictEntityFrameworkCoreToken>().ExecuteDeleteAsync();
        await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().ExecuteDeleteAsync();
    }
}
