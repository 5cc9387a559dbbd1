using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using OAuthDemo.FlowExplorer.Api;
using OAuthDemo.FlowExplorer.Classroom;
using OAuthDemo.FlowExplorer.Export;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Labs;
using OAuthDemo.FlowExplorer.Pages;
using OAuthDemo.FlowExplorer.Reading;
using OAuthDemo.FlowExplorer.Receiving;
using OAuthDemo.FlowExplorer.SystemView;
using OAuthDemo.FlowExplorer.Trying;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;
using OAuthDemo.ServiceDefaults.PublicAddresses;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults(addressedAs: "flow-explorer");
builder.AddProtocolSteps(ProtocolRole.Client);
builder.Services.AddSingleton<FlowStore>(_ => new FlowStore());
builder.Services.AddSingleton<Addresses>();
builder.Services.AddTrials();
builder.Services.AddClassroom();
builder.Services.AddLabs();
builder.Services.AddSystemView();
builder.Services.AddRequestDecompression();
builder.Services.AddOpenApi();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((antiforgery, address) =>
    address.Protect(antiforgery.Cookie, "explorer-form"));

var app = builder.Build();

app.UseServiceDefaults(PageHeaders.Allow, errorPage: "/not-found");
app.UseProtocolSteps(LabSteps.Recognise, LabSteps.Finish);
app.UseRequestDecompression();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapTraceReceiver();
app.MapFlows();
app.MapExports();
app.MapLabs();
app.MapTrials();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

app.Run();
