using Microsoft.Extensions.DependencyInjection;
using OAuthDemo.TvApp;

using var host = TvAppService.CreateBuilder(args).Build();
using var switchOff = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    switchOff.Cancel();
};

return await host.Services.GetRequiredService<Viewing>().RunAsync(switchOff.Token);
