using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using OAuthDemo.AuthorizationServer;
using OAuthDemo.BankApi;
using OAuthDemo.FinanceAggregator;
using OAuthDemo.Gateway;
using OAuthDemo.Integration.Demo;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace OAuthDemo.Integration;

/// <summary>What the parts may know of each other.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly _server = typeof(AuthorizationServerService).Assembly;

    private static readonly Assembly[] _services =
        [_server, typeof(BankApiService).Assembly, typeof(GatewayService).Assembly, typeof(FinanceAggregatorService).Assembly];

    private static readonly Assembly _person = typeof(ResourceOwner.Person).Assembly;

    private static readonly Lazy<Architecture> _architecture = new(() => new ArchLoader().LoadAssemblies([.. _services, _person]).Build());

    [Fact]
    public void The_engine_is_known_to_the_protocol_folder_of_the_authorization_server_only() =>
        Types().That().ResideInAssembly(_server)
            .And().DoNotResideInNamespaceMatching(@"^OAuthDemo\.AuthorizationServer\.Protocol(\.|$)")
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(@"^OpenIddict(\.|$)"))
            .Because("another engine must fit beside it without a change to a page")
            .Check(_architecture.Value);

    [Fact]
    public void No_service_knows_another_and_all_share_only_the_defaults_and_the_way_to_their_stores()
    {
        foreach (var service in _services)
            OwnReferences(service).ShouldBeSubsetOf(["OAuthDemo.ServiceDefaults", "OAuthDemo.Stores"], service.GetName().Name);
        OwnReferences(Assembly.Load("OAuthDemo.Stores")).ShouldBeEmpty();
        OwnReferences(Assembly.Load("OAuthDemo.ServiceDefaults")).ShouldBeEmpty();
    }

    [Fact]
    public void The_person_knows_no_service() => OwnReferences(_person).ShouldBeEmpty();

    [Fact]
    public void Folders_and_types_are_named_for_what_they_are_about()
    {
        string[] empty = ["Extensions", "Helpers", "Helper", "Utils", "Models", "Services", "Common", "Manager"];
        var types = _services.Append(_person).Append(Assembly.Load("OAuthDemo.ServiceDefaults")).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("OAuthDemo", StringComparison.Ordinal) == true && !type.IsNested);

        foreach (var type in types)
        {
            type.Namespace!.Split('.').Intersect(empty).ShouldBeEmpty(type.FullName);
            empty.ShouldAllBe(word => !type.Name.EndsWith(word, StringComparison.Ordinal), type.FullName);
        }
    }

    [Fact]
    public void Time_comes_from_the_clock_that_a_test_can_set()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(DemoService.Repository, "services"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".cshtml" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

        foreach (var source in sources)
            File.ReadAllText(source).ShouldNotMatch(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b", Path.GetFileName(source));
    }

    [Fact]
    public void Nobody_looks_into_the_environment_past_the_configuration()
    {
        foreach (var service in _services)
        {
            var sources = Directory.EnumerateFiles(Path.Combine(DemoService.Repository, "services", service.GetName().Name!.Split('.')[^1]), "*.cs", SearchOption.AllDirectories);
            sources.ShouldAllBe(source => !File.ReadAllText(source).Contains("Environment.GetEnvironmentVariable"));
        }
    }

    private static IEnumerable<string> OwnReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("OAuthDemo.", StringComparison.Ordinal));
}
