using System.Text.Json.Nodes;
using OAuthDemo.Containers.Machine;

namespace OAuthDemo.Containers.Deployed;

/// <summary>What holds for each image, and how a service in it ends.</summary>
[Collection(nameof(OnServices))]
public sealed class ImageTests(ServiceSystem system)
{
    [ContainerTheory(Needs.Services)]
    [InlineData("authorization-server")]
    [InlineData("bank-api")]
    [InlineData("finance-aggregator")]
    [InlineData("flow-explorer")]
    [InlineData("gateway")]
    public async Task A_service_is_healthy_without_root_capabilities_or_a_place_to_write_to(string service)
    {
        using var http = new HttpClient();
        var health = await http.GetStringAsync(new Uri($"http://127.0.0.1:{system[service].GetMappedPublicPort(8080)}/health"), TestContext.Current.CancellationToken);
        JsonNode.Parse(health)!["status"]!.GetValue<string>().ShouldBe("Healthy");

        var container = Engine.Ask($"/containers/{system[service].Id}/json")!;
        container["Config"]!["User"]!.GetValue<string>().ShouldBe("1654");
        var limits = container["HostConfig"]!;
        limits["ReadonlyRootfs"]!.GetValue<bool>().ShouldBeTrue();
        limits["CapDrop"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("ALL");
        limits["SecurityOpt"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("no-new-privileges");
        limits["Memory"]!.GetValue<long>().ShouldBe(256 << 20);
        container["NetworkSettings"]!["Ports"]!["8080/tcp"]!.AsArray().ShouldAllBe(binding => binding!["HostIp"]!.GetValue<string>() == "127.0.0.1");
    }

    [ContainerTheory(Needs.Services)]
    [InlineData("authorization-server")]
    [InlineData("bank-api")]
    [InlineData("finance-aggregator")]
    [InlineData("flow-explorer")]
    [InlineData("gateway")]
    [InlineData("statement-worker")]
    public void An_image_is_smaller_than_200_MB_and_names_its_user_and_its_contents(string service)
    {
        var image = Engine.Ask($"/images/{Images.Of(service)}/json")!;

        image["Size"]!.GetValue<long>().ShouldBeLessThan(200_000_000);
        image["Config"]!["User"]!.GetValue<string>().ShouldBe("1654");
        image["Config"]!["Labels"]!["org.opencontainers.image.title"]!.GetValue<string>().Replace("OAuthDemo.", "", StringComparison.Ordinal).ToLowerInvariant()
            .ShouldBe(service.Replace("-", "", StringComparison.Ordinal));
    }
}
