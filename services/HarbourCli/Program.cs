using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.HarbourCli;

using var host = HarbourCliService.CreateBuilder(args).Build();
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

return await host.Services.GetRequiredService<CommandLine>().RunAsync(args, interrupted.Token);
