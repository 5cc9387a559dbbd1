using OAuthDemo.StatementWorker;

namespace OAuthDemo.Unit.StatementWorker;

public sealed class WorkerCommandTests
{
    [Fact]
    public void Its_words_are_few()
    {
        WorkerCommand.Parse([]).ShouldBe(new WorkerCommand());
        WorkerCommand.Parse(["--now"]).ShouldBe(new WorkerCommand(Now: true));
        WorkerCommand.Parse(["run"]).ShouldBe(new WorkerCommand(Once: true));
        WorkerCommand.Parse(["run", "2026-10"]).ShouldBe(new WorkerCommand(Once: true, Month: "2026-10"));
    }

    [Fact]
    public void A_setting_is_no_word() => WorkerCommand.Parse(["run", "--OAuth:Issuer=http://localhost:9080/"]).ShouldBe(new WorkerCommand(Once: true));

    [Theory]
    [InlineData("jump")]
    [InlineData("run", "October")]
    [InlineData("run", "2026-13")]
    [InlineData("run", "2026-10", "2026-11")]
    public void What_it_does_not_know_it_does_not_do(params string[] args) => WorkerCommand.Parse(args).ShouldBeNull();
}
