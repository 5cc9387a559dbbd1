using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthDemo.Aspire;
using OAuthDemo.Testcontainers;

// Extension methods are where an AppHost already looks for them.
namespace Aspire.Hosting;

/// <summary>Adds the bank to an AppHost and describes what it holds.</summary>
public static class OAuthDemoBuilderExtensions
{
    private const string Registry = "localhost";
    private const string Image = "oauthdemo/all-in-one";
    private const string Tag = "latest";
    private const int ContainerPort = 8080;

    /// <summary>
    /// Adds an OAuth 2.0 authorization server with a bank API, in a container that listens on this machine only. It is for development
    /// and tests: it is not part of what the AppHost publishes.
    /// </summary>
    /// <param name="builder">The AppHost's builder.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port of the issuer on this machine; Aspire picks a free one if null.</param>
    /// <param name="testingKey">The key of the testing API; generated if null.</param>
    /// <example>
    /// <code>
    /// var bank = builder.AddOAuthDemo("bank")
    ///     .WithScope("orders:read", "https://orders.example/")
    ///     .WithUser("dana", "dana-test-1")
    ///     .WithClient("shop", "openid", "orders:read");
    /// builder.AddProject&lt;Projects.OrdersApi&gt;("orders").WithReference(bank).WaitFor(bank);
    /// </code>
    /// </example>
    public static IResourceBuilder<OAuthDemoResource> AddOAuthDemo(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? testingKey = null)
    {
        var key = testingKey?.Resource ?? ParameterResourceBuilderExtensions.CreateGeneratedParameter(
            builder, $"{name}-testing-key", secret: true, new GenerateParameterDefault { MinLength = 32, Special = false });
        var resource = new OAuthDemoResource(name, key);
        return builder.AddResource(resource)
            .WithImage(Image, Tag)
            .WithImageRegistry(Registry)
            .WithHttpEndpoint(port, ContainerPort, OAuthDemoResource.EndpointName)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("OAuth__Issuer", resource.Issuer)
            .WithEnvironment("Testing__Key", key)
            .WithIconName("BuildingBank")
            .WithUrlForEndpoint(OAuthDemoResource.EndpointName, url => url.DisplayText = "Bank")
            .WithUrlForEndpoint(OAuthDemoResource.EndpointName, _ => new() { Url = "/api/docs", DisplayText = "API reference" })
            .WithUrlForEndpoint(OAuthDemoResource.EndpointName, _ => new() { Url = "/testing/openapi.json", DisplayText = "Testing API" })
            .WithTestingCommands()
            .OnResourceReady(SeedAsync)
            .ExcludeFromManifest();
    }

    /// <summary>Adds a user: a customer of the bank.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="userName">The name to sign in with.</param>
    /// <param name="password">The password, at least 8 characters.</param>
    /// <param name="accounts">The user's accounts; a current and a savings account with a year of transactions if none is named.</param>
    public static IResourceBuilder<OAuthDemoResource> WithUser(
        this IResourceBuilder<OAuthDemoResource> builder, string userName, string password, params AccountDescription[] accounts) =>
        builder.WithUser(new PersonDescription(userName, password, accounts.Length == 0 ? null : accounts));

    /// <summary>Adds a user: a customer of the bank.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="user">The user.</param>
    public static IResourceBuilder<OAuthDemoResource> WithUser(this IResourceBuilder<OAuthDemoResource> builder, PersonDescription user) =>
        builder.WithSeed(seed => seed.WithPerson(user));

    /// <summary>Registers a confidential client with the grants authorization_code, refresh_token and client_credentials.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="clientId">The client_id.</param>
    /// <param name="scopes">The scopes that it may request; all that exist if none is named. Add a scope before its clients.</param>
    public static IResourceBuilder<OAuthDemoResource> WithClient(
        this IResourceBuilder<OAuthDemoResource> builder, string clientId, params string[] scopes) =>
        builder.WithClient(clientId, client => client with { Scopes = scopes.Length == 0 ? null : scopes });

    /// <summary>Registers a client.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="clientId">The client_id.</param>
    /// <param name="configure">Changes the registration, e.g. <c>client => client with { Type = "public" }</c>.</param>
    /// <param name="secret">The client secret; generated if null and the registration names none.</param>
    public static IResourceBuilder<OAuthDemoResource> WithClient(
        this IResourceBuilder<OAuthDemoResource> builder,
        string clientId,
        Func<ClientDescription, ClientDescription> configure,
        IResourceBuilder<ParameterResource>? secret = null)
    {
        builder.Resource.AddClient(configure(new(clientId)), secret?.Resource);
        return builder;
    }

    /// <summary>Adds a scope. Add it before the clients that may request it.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="name">The scope, e.g. <c>orders:read</c>.</param>
    /// <param name="resource">Its resource server's identifier, the audience of the token (RFC 8707); the bank's API if null.</param>
    public static IResourceBuilder<OAuthDemoResource> WithScope(
        this IResourceBuilder<OAuthDemoResource> builder, string name, string? resource = null) =>
        builder.WithScope(new ScopeDescription(name, resource));

    /// <summary>Adds a scope. Add it before the clients that may request it.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="scope">The scope.</param>
    public static IResourceBuilder<OAuthDemoResource> WithScope(this IResourceBuilder<OAuthDemoResource> builder, ScopeDescription scope) =>
        builder.WithSeed(seed => seed.WithScope(scope));

    /// <summary>Adds the scopes, users and clients of a file in the format of the bank's bank.json.</summary>
    /// <param name="builder">The bank.</param>
    /// <param name="file">The path, relative to the AppHost's folder.</param>
    public static IResourceBuilder<OAuthDemoResource> WithSeed(this IResourceBuilder<OAuthDemoResource> builder, string file) =>
        builder.WithSeed(seed => seed.WithFile(Path.Combine(builder.ApplicationBuilder.AppHostDirectory, file)));

    private static async Task SeedAsync(OAuthDemoResource bank, ResourceReadyEvent ready, CancellationToken cancellationToken)
    {
        try
        {
            await bank.SeedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Resources that wait for the bank fail to start. Its own log says why.
            ready.Services.GetRequiredService<ResourceLoggerService>().GetLogger(bank).LogError("Seeding failed: {Reason}", failure.Message);
            throw;
        }
    }

    private static IResourceBuilder<OAuthDemoResource> WithSeed(
        this IResourceBuilder<OAuthDemoResource> builder, Func<BankSeed, BankSeed> add)
    {
        builder.Resource.AddSeed(add);
        return builder;
    }
}
