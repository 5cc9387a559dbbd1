using Microsoft.Extensions.Configuration;
using OAuthDemo.HarbourCli.Session;

namespace OAuthDemo.Unit.HarbourCli;

/// <summary>Where a native client keeps its refresh token (RFC 8252 §8.11 leaves it to the platform).</summary>
public sealed class SessionFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harbour-cli-").FullName;

    private string Place => Path.Combine(_folder, "own", "session.json");

    [Fact]
    public void Its_owner_alone_can_read_it()
    {
        var file = File();
        file.Write(new("http://localhost:8080/", "first"));
        file.Write(new("http://localhost:8080/", "second"));

        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(Place).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        file.Read().ShouldBe(new SignedIn("http://localhost:8080/", "second"));
        Directory.GetFiles(Path.GetDirectoryName(Place)!).ShouldBe([Place], "no draft is left behind");
    }

    [Fact]
    public void What_is_no_session_is_as_good_as_nothing()
    {
        var file = File();
        file.Read().ShouldBeNull();
        file.Write(new("http://localhost:8080/", "token"));
        System.IO.File.WriteAllText(Place, "{ half");

        file.Read().ShouldBeNull();
        file.Delete();
        System.IO.File.Exists(Place).ShouldBeFalse();
    }

    [Fact] // RFC 9700 §4.14
    public async Task Of_two_commands_one_uses_the_token_and_the_other_waits()
    {
        var first = await File().AloneAsync(TestContext.Current.CancellationToken);
        var second = File().AloneAsync(TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();

        (await second).Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SessionFile File() => new(new ConfigurationBuilder().AddInMemoryCollection([new("Session:File", Place)]).Build());
}
