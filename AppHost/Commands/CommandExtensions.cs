using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthDemo.AppHost;

/// <summary>Commands of the dashboard; <c>aspire resource NAME COMMAND</c> runs them too.</summary>
internal static class CommandExtensions
{
    /// <summary>Publishes a new signing key; the old one stays published until its last token has expired.</summary>
    public static IResourceBuilder<ProjectResource> WithRotateSigningKeysCommand(this IResourceBuilder<ProjectResource> authorizationServer) =>
        authorizationServer.WithCommand(
            "rotate-signing-keys",
            "Rotate signing keys",
            context => RunAsync(authorizationServer.Resource, ["rotate-keys"], context),
            new() { IconName = "KeyReset", Description = "Publishes a new signing key. It signs half a minute later.", UpdateState = EnabledWhileHealthy });

    /// <summary>Writes the statements that are due, without waiting for the night.</summary>
    public static IResourceBuilder<ProjectResource> WithRunStatementsCommand(this IResourceBuilder<ProjectResource> statementWorker) =>
        statementWorker.WithCommand(
            "run-statements",
            "Run tonight's statements now",
            context => RunAsync(statementWorker.Resource, ["run"], context),
            new() { IconName = "DocumentBulletList", Description = "Client credentials and token exchange: one token for each statement.", UpdateState = EnabledWhileHealthy });

    /// <summary>Stops what keeps a store, empties every store, and starts it again.</summary>
    public static IResourceBuilder<ResourceGroup> WithResetStoresCommand(
        this IResourceBuilder<ResourceGroup> group, ServiceStores stores, params IResourceBuilder<ProjectResource>[] services) =>
        group.WithCommand(
            "reset-stores",
            "Reset all stores",
            async context =>
            {
                await ExecuteAsync(context, KnownResourceCommands.StopCommand, services);
                await stores.ResetAsync(context.CancellationToken);
                await ExecuteAsync(context, KnownResourceCommands.StartCommand, services);
                return CommandResults.Success("All stores are empty, and the services have started again.");
            },
            new()
            {
                IconName = "DatabaseArrowRight",
                Description = "Empties the stores of the bank and of the finance aggregator, and restarts them.",
                ConfirmationMessage = "Every user's consents, sessions, payments and connections are deleted. Continue?",
            });

    /// <summary>Opens the legacy lab, or closes it again: the services restart with the other setting.</summary>
    public static IResourceBuilder<ProjectResource> WithLegacyLabCommand(
        this IResourceBuilder<ProjectResource> explorer, AppHostSettings settings, IResourceBuilder<ProjectResource> authorizationServer)
    {
        var isOpen = settings.IsLegacyEnabled;
        foreach (var service in new[] { explorer, authorizationServer })
            service.WithEnvironment(context => context.EnvironmentVariables["Legacy__Enabled"] = isOpen ? "true" : "false");
        return explorer.WithCommand(
            "toggle-legacy-lab",
            "Open or close the legacy lab",
            async context =>
            {
                isOpen = !isOpen;
                await ExecuteAsync(context, KnownResourceCommands.RestartCommand, authorizationServer, explorer);
                return CommandResults.Success(isOpen ? $"The legacy lab is open: {settings.PublicAddress("flow-explorer")}/labs" : "The legacy lab is closed.");
            },
            new() { IconName = "Beaker", Description = "Lets the lab's own clients use the grants that RFC 9700 forbids. Both services restart.", UpdateState = EnabledWhileHealthy });
    }

    /// <summary>Moves the clock of the whole system, where the testing API is on.</summary>
    public static IResourceBuilder<ProjectResource> WithAdvanceClockCommand(
        this IResourceBuilder<ProjectResource> authorizationServer, IResourceBuilder<ParameterResource> testingKey) =>
        authorizationServer.WithHttpCommand(
            "/testing/clock",
            "Advance the clock",
            commandName: "advance-clock",
            commandOptions: new()
            {
                IconName = "FastForward",
                Description = "Moves the clock of every service ahead. It never goes back, except by a reset.",
                Arguments = [new() { Name = "minutes", Label = "Minutes", InputType = InputType.Number, Required = true, Value = "6" }],
                PrepareRequest = async context =>
                {
                    var minutes = double.Parse(context.Arguments["minutes"].Value ?? "0", CultureInfo.InvariantCulture);
                    context.Request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await testingKey.Resource.GetValueAsync(context.CancellationToken));
                    context.Request.Content = JsonContent.Create(new { advanceSeconds = minutes * 60 });
                },
            });

    private static async Task<ExecuteCommandResult> RunAsync(ProjectResource service, string[] arguments, ExecuteCommandContext context)
    {
        var (exitCode, lastLine) = await ServiceProcess.RunAsync(service, arguments, context);
        return exitCode == 0 ? CommandResults.Success(lastLine) : CommandResults.Failure($"It ended with exit code {exitCode}. {lastLine}");
    }

    // DCP takes seconds to notice that a service has stopped: all at once.
    private static Task ExecuteAsync(ExecuteCommandContext context, string command, params IResourceBuilder<ProjectResource>[] services) =>
        Task.WhenAll(services.Select(service => ExecuteAsync(context, command, service.Resource)));

    private static async Task ExecuteAsync(ExecuteCommandContext context, string command, ProjectResource service)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var result = await commands.ExecuteCommandAsync(service, command, context.CancellationToken);
        if (!result.Success)
            throw new DistributedApplicationException($"{service.Name}: {command} failed. {result.Message}");
    }

    private static ResourceCommandState EnabledWhileHealthy(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
