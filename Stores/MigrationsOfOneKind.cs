using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace OAuthDemo.Stores;

/// <summary>
/// A column of SQLite has other types than one of PostgreSQL, so each change of a store is written down twice, side by side in one assembly. This shows
/// those of the database in use.
/// </summary>
internal sealed class MigrationsOfOneKind(ICurrentDbContext current, IDatabaseProvider provider) : IMigrationsAssembly
{
    private readonly Type _context = current.Context.GetType();
    private readonly string _folder = KindOf(provider.Name);

    public Assembly Assembly => _context.Assembly;

    public IReadOnlyDictionary<string, TypeInfo> Migrations => field ??= new SortedList<string, TypeInfo>(
        Own<Migration>().Where(type => type.GetCustomAttribute<MigrationAttribute>() is not null).ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id, type => type.GetTypeInfo()),
        StringComparer.OrdinalIgnoreCase);

    public ModelSnapshot? ModelSnapshot => field ??= Own<ModelSnapshot>().Select(type => (ModelSnapshot)Activator.CreateInstance(type)!).FirstOrDefault();

    public string? FindMigrationId(string nameOrId) => Migrations.Keys.FirstOrDefault(id =>
        id.Equals(nameOrId, StringComparison.OrdinalIgnoreCase) || id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..].Equals(nameOrId, StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    private static string KindOf(string provider) => provider.EndsWith(".Sqlite", StringComparison.Ordinal) ? ".Sqlite" : ".Postgres";

    private IEnumerable<Type> Own<T>() => Assembly.GetTypes().Where(type =>
        type.IsSubclassOf(typeof(T)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == _context && type.Namespace!.EndsWith(_folder, StringComparison.Ordinal));
}
