using Microsoft.EntityFrameworkCore;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>The engine's tables in the store: codes, refresh tokens, and the grants they belong to.</summary>
internal static class EngineTables
{
    public static void AddEngineTables(this ModelBuilder builder) => builder.UseOpenIddict();
}
