namespace OAuthDemo.Integration;

public sealed class SkeletonTests
{
    [Fact]
    public void The_test_runner_works() => Environment.Version.Major.ShouldBe(10);
}
