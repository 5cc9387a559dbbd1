using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthDemo.TvApp;
using OAuthDemo.TvApp.Device;
using OAuthDemo.TvApp.Money;
using Spectre.Console;

var builder = Host.CreateApplicationBuilder(args);

builder.Logging.ClearProviders(); // the screen is the picture, not a log
builder.Services.AddHttpClient();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(AnsiConsole.Console);
builder.Services.AddSingleton<TvSettings>();
builder.Services.AddSingleton<DeviceGrant>();
builder.Services.AddSingleton<Polling>();
builder.Services.AddSingleton<Balances>();
builder.Services.AddSingleton<Viewing>();

using var host = builder.Build();
using var switchOff = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    switchOff.Cancel();
};

return await host.Services.GetRequiredService<Viewing>().RunAsync(switchOff.Token);
