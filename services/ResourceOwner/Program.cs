using Microsoft.Extensions.Configuration;
using OAuthDemo.ResourceOwner.Exchanges;
using OAuthDemo.ResourceOwner.Walkthrough;
using OAuthDemo.ServiceDefaults.OutgoingCalls;
using Spectre.Console;

if (args is not ["walkthrough", ..])
    return Usage.Show();

var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
if (Usage.ReadAddresses(configuration) is not { } addresses)
    return Usage.Show();

InternalCallsBypassProxy.Install(
    addresses.Issuer.AbsoluteUri, addresses.FinanceAggregator?.AbsoluteUri, configuration["Addresses:flow-explorer"]);
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

var narrator = new Narrator(AnsiConsole.Console);
var log = new ExchangeLog(narrator.Tell);
using var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
TrustedCertificate.Read(configuration).ApplyTo(sockets);
using var links = new FlowLinks(configuration["Addresses:flow-explorer"], sockets);
return await new Story(addresses, configuration, sockets, log, narrator, links, interrupted.Token).PlayAsync() ? 0 : 1;
