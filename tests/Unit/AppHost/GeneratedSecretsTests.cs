using Microsoft.Extensions.Configuration;
using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class GeneratedSecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oauthdemo-secrets-").FullName;

    private string FilePath => Path.Combine(_folder, "secrets.json");

    [Fact]
    public void A_missing_secret_is_made_from_256_random_bits_and_each_is_different()
    {
        var secrets = Load("one", "two");

        Convert.FromHexString(secrets["one"]!).Length.ShouldBe(32);
        secrets["two"].ShouldNotBe(secrets["one"]);
    }

    [Fact]
    public void A_secret_stays_the_same_when_another_is_added()
    {
        var first = Load("one")["one"];

        Load("one", "two")["one"].ShouldBe(first);
    }

    [Fact]
    public void Only_its_owner_can_read_the_file()
    {
        Load("one");
        Load("one", "two");

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_secret_that_somebody_sets_wins()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("one", "chosen")]);
        configuration.Sources.Insert(0, new GeneratedSecrets(FilePath, ["one"]));

        configuration["one"].ShouldBe("chosen");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IConfigurationRoot Load(params string[] keys) => new ConfigurationBuilder().Add(new GeneratedSecrets(FilePath, keys)).Build();
}
