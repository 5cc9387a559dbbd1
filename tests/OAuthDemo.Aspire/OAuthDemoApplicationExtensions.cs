using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.Aspire;
using OAuthDemo.Testcontainers;

namespace Aspire.Hosting;

/// <summary>What a test with Aspire.Hosting.Testing needs.</summary>
public static class OAuthDemoApplicationExtensions
{
    /// <summary>
    /// The running bank, with everything that a test can do with it: get tokens by real flows, move the clock, revoke consents,
    /// make endpoints fail (<see cref="OAuthDemoActions"/>).
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <exception cref="ArgumentException">There is no such resource.</exception>
    /// <exception cref="InvalidOperationException">The resource is not ready: wait for it first.</exception>
    public static IOAuthDemo GetOAuthDemo(this DistributedApplication app, string name) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<OAuthDemoResource>()
            .SingleOrDefault(resource => resource.Name == name)?.Bank
        ?? throw new ArgumentException($"The application has no bank '{name}'.", nameof(name));
}
