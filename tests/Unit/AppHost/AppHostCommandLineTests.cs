using OAuthDemo.AppHost;

namespace OAuthDemo.Unit.AppHost;

public sealed class AppHostCommandLineTests
{
    [Theory]
    [InlineData("--Ports:gateway=9080", "--Ports:gateway=9080")]
    [InlineData("--Ports:gateway 9080", "--Ports:gateway=9080")]
    [InlineData("--ports:GATEWAY=9080", "--Ports:gateway=9080")]
    [InlineData("--Replicas:authorization-server 2 --Replicas:bank-api 2", "--Replicas:authorization-server=2 --Replicas:bank-api=2")]
    [InlineData("--reset --legacy", "--Stores:Reset=true --Legacy:Enabled=true")]
    [InlineData("--reset=false", "--Stores:Reset=false")]
    [InlineData("--postgres", "--Stores:Postgres=")]
    [InlineData("--postgres=Host=db;Username=me", "--Stores:Postgres=Host=db;Username=me")]
    [InlineData("--Data:Folder=/tmp/a=b", "--Data:Folder=/tmp/a=b")]
    [InlineData("publish --to compose --output out", "--Pipeline:OutputPath=out --AppHost:Operation=publish --Pipeline:Step=publish-compose")]
    [InlineData("--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Default=Debug")]
    public void An_option_is_a_setting(string arguments, string settings)
    {
        var (commandLine, parsed) = AppHostCommandLine.Read(arguments.Split(' '));

        AppHostCommandLine.FindMistake(parsed).ShouldBeNull();
        commandLine.Settings.ShouldBe(settings.Split(' '), ignoreOrder: true);
        commandLine.IsWalkthrough.ShouldBeFalse();
    }

    [Fact]
    public void The_walkthrough_takes_the_same_settings()
    {
        var (commandLine, parsed) = AppHostCommandLine.Read(["walkthrough", "--Ports:gateway=9080"]);

        AppHostCommandLine.FindMistake(parsed).ShouldBeNull();
        commandLine.IsWalkthrough.ShouldBeTrue();
        commandLine.Settings.ShouldBe(["--Ports:gateway=9080"]);
    }

    [Theory]
    [InlineData("--Ports:gatway=9080", "'--Ports:gatway' is not known here. Did you mean --Ports:gateway? Run with --help to see every option.")]
    [InlineData("--Port=9080", "'--Port' is not known here. Run with --help to see every option.")]
    [InlineData("walkthru", "'walkthru' is not known here. Did you mean walkthrough? Run with --help to see every option.")]
    [InlineData("stray", "'stray' is not known here. Run with --help to see every option.")]
    [InlineData("--Ports:gateway", "Required argument missing for option: '--Ports:gateway'. Run with --help to see every option.")]
    [InlineData("--Ports:gateway=1 --Ports:gateway=2", "Option '--Ports:gateway' expects a single argument but 2 were provided. Run with --help to see every option.")]
    [InlineData("publish", "Option '--to' is required. Run with --help to see every option.")]
    [InlineData("--to=compose", "'--to' is not known here. Run with --help to see every option.")]
    public void A_mistake_is_one_line_that_says_what_to_do(string arguments, string said) =>
        AppHostCommandLine.FindMistake(AppHostCommandLine.Read(arguments.Split(' ')).Parsed).ShouldBe(said);
}
