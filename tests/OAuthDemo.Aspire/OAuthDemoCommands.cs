using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Aspire;

/// <summary>What the testing API can do, as commands of the resource: in the dashboard and with <c>aspire resource</c>.</summary>
internal static class OAuthDemoCommands
{
    public const string AdvanceClock = "advance-clock";
    public const string Reset = "reset";

    private const string By = "by";

    private static InteractionInput Duration => new()
    {
        Name = By,
        Label = "By (days.hours:minutes:seconds)",
        InputType = InputType.Text,
        Required = true,
        Value = "0.01:00:00",
    };

    public static IResourceBuilder<OAuthDemoResource> WithTestingCommands(this IResourceBuilder<OAuthDemoResource> builder) => builder
        .WithCommand(AdvanceClock, "Advance the clock", context => AdvanceClockAsync(builder.Resource, context), new()
        {
            Description = "Moves the bank's clock ahead. Tokens, codes and consents expire by it. Only a reset moves it back.",
            IconName = "ClockArrowDownload",
            Arguments = [Duration],
            ValidateArguments = ValidateAsync,
            UpdateState = _ => State(builder.Resource),
        })
        .WithCommand(Reset, "Reset", _ => ResetAsync(builder.Resource), new()
        {
            Description = "Takes the bank back to its start: seeded users, clients and scopes, no consents, the real time.",
            ConfirmationMessage = "Reset the bank? Consents, sessions and everything that was added since the start are deleted.",
            IconName = "ArrowReset",
            UpdateState = _ => State(builder.Resource),
        });

    private static ResourceCommandState State(OAuthDemoResource resource) =>
        resource.IsReady ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static Task ValidateAsync(InputsDialogValidationContext context)
    {
        if (context.Inputs.TryGetByName(By, out var by) && !TryParse(by.Value, out _))
            context.AddValidationError(by, "Enter a duration such as 0.01:00:00 (one hour) or 30.00:00:00 (thirty days).");
        return Task.CompletedTask;
    }

    private static async Task<ExecuteCommandResult> AdvanceClockAsync(OAuthDemoResource resource, ExecuteCommandContext context)
    {
        if (!TryParse(context.Arguments[By].Value, out var by))
            return CommandResults.Failure("The duration is not valid.");
        await resource.Bank.AdvanceClockAsync(by).ConfigureAwait(false);
        var now = resource.Bank.Clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        return CommandResults.Success($"The bank's clock shows {now}.");
    }

    private static async Task<ExecuteCommandResult> ResetAsync(OAuthDemoResource resource)
    {
        await resource.Bank.ResetAsync().ConfigureAwait(false);
        return CommandResults.Success();
    }

    private static bool TryParse(string? text, out TimeSpan by) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out by) && by >= TimeSpan.Zero;
}
