using Aspire.Hosting;
using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-data-").FullName;

    [Fact]
    public void The_folder_is_where_the_setting_says_and_only_its_owner_can_read_it()
    {
        using var data = Open("stores");

        data.FullPath.ShouldBe(Path.Combine(_folder, "stores"));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(data.FullPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Reset_deletes_the_stores_and_nothing_else()
    {
        string[] stores = ["bank-api.db", "bank-api.db-wal", "bank-api.db-shm", "secrets.json"];
        foreach (var file in stores.Append("letter.txt"))
            File.WriteAllText(Path.Combine(_folder, file), "");
        using var data = Open(".");

        data.Reset();

        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).ShouldBe([".lock", "letter.txt"], ignoreOrder: true);
    }

    [Fact]
    public void What_running_services_share_stays_when_only_the_stores_are_deleted()
    {
        foreach (var file in (string[])["bank-api.db", "bank-api.db-wal", "secrets.json", "statement-worker.jwk", "clock"])
            File.WriteAllText(Path.Combine(_folder, file), "");
        using var data = Open(".");

        data.DeleteStores();

        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).ShouldBe([".lock", "secrets.json", "statement-worker.jwk", "clock"], ignoreOrder: true);
    }

    [Fact]
    public void Stores_in_use_are_not_reset()
    {
        using var running = Open(".");
        File.WriteAllText(Path.Combine(_folder, "bank-api.db"), "");
        using var second = Open(".");

        Should.Throw<DistributedApplicationException>(second.Reset).Message.ShouldContain("in use by an AppHost that is running");
        File.Exists(Path.Combine(_folder, "bank-api.db")).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_with_one_line_that_says_what_to_do()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "");

        Should.Throw<DistributedApplicationException>(() => Open("taken")).Message.ShouldMatch("^The data folder .*taken cannot be used: .* --Data:Folder=<folder>\\.$");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DataFolder Open(string setting) => DataFolder.Open(setting, _folder);
}
