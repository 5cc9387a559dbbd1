using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using OAuthDemo.Stores;

namespace OAuthDemo.Unit.Stores;

public sealed class StoreStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo;store-").FullName;

    [Fact]
    public async Task A_file_that_is_no_database_is_named_together_with_what_to_do()
    {
        var store = Add("bank");
        await File.WriteAllTextAsync(store.Name, new string('x', 4096), TestContext.Current.CancellationToken);
        await using var db = new DbContext(new DbContextOptionsBuilder().UseStore(store).Options);

        var failure = await Should.ThrowAsync<DamagedStoreException>(() => db.UpgradeAsync(store, NullLogger.Instance, () => Task.CompletedTask));

        failure.ToString().ShouldBe($"The store {store.Name} is damaged, or is not a SQLite database. Put a copy in its place, or start with empty stores (--reset).");
    }

    [Fact]
    public void A_folder_may_have_a_semicolon_in_its_name() => Add("bank").Name.ShouldBe(Path.Combine(_folder, "bank.db"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private StoreConnection Add(string name)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["Data:Folder"] = _folder;
        return builder.AddStoreConnection(name);
    }
}
