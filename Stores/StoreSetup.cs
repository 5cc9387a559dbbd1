using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OAuthDemo.Stores;

/// <summary>Gives a service its store.</summary>
public static class StoreSetup
{
    /// <summary>
    /// Adds the store of that name as a <see cref="StoreConnection"/>: the connection string of that name, or else a SQLite file of that name in the
    /// folder of the setting <c>Data:Folder</c> (default: <c>data</c> below the content root), which is made when it is missing. Whether it answers
    /// becomes part of the service's health.
    /// </summary>
    public static StoreConnection AddStoreConnection(this IHostApplicationBuilder builder, string name)
    {
        var store = StoreConnection.Parse(builder.Configuration.GetConnectionString(name) is { Length: > 0 } given ? given : FileOf(builder, name));
        builder.Services.AddSingleton(store);
        builder.Services.AddHealthChecks().AddCheck<StoreCheck>("store");
        return store;
    }

    /// <summary>
    /// Lets a context work with this store. Nothing is repeated by itself when the database fails: whether a code was redeemed may be unknown then,
    /// and only whoever asked knows whether to ask again.
    /// </summary>
    public static TOptions UseStore<TOptions>(this TOptions options, StoreConnection store)
        where TOptions : DbContextOptionsBuilder
    {
        if (store.IsPostgres)
            options.UseNpgsql(store.Text);
        else
            options.UseSqlite(store.Text);
        return options.WithMigrationsOfItsKind();
    }

    /// <summary>Of the migrations in the context's assembly, only those in the namespace of the database in use count: <c>….Sqlite</c> or <c>….Postgres</c>.</summary>
    public static TOptions WithMigrationsOfItsKind<TOptions>(this TOptions options)
        where TOptions : DbContextOptionsBuilder
    {
        options.ReplaceService<IMigrationsAssembly, MigrationsOfOneKind>();
        return options;
    }

    private static string FileOf(IHostApplicationBuilder builder, string name)
    {
        var folder = Path.GetFullPath(builder.Configuration["Data:Folder"] ?? "data", builder.Environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, $"{name}.db") }.ConnectionString;
    }
}
