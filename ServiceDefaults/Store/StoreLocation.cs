using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.ServiceDefaults.Store;

/// <summary>Where a service keeps its data.</summary>
public static class StoreLocation
{
    /// <summary>
    /// The connection string of that name, or else a SQLite file of that name in the folder of the setting
    /// <c>Data:Folder</c> (default: <c>data</c> below the content root), which is made when it is missing.
    /// </summary>
    public static string StoreConnection(this IHostApplicationBuilder builder, string name)
    {
        if (builder.Configuration.GetConnectionString(name) is { Length: > 0 } connection) return connection;

        var folder = Path.GetFullPath(builder.Configuration["Data:Folder"] ?? "data", builder.Environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        return $"Data Source={Path.Combine(folder, name)}.db";
    }
}
