using Microsoft.AspNetCore.DataProtection;
using OAuthDemo.FlowExplorer.Api;
using OAuthDemo.FlowExplorer.Export;
using OAuthDemo.FlowExplorer.Flows;
using OAuthDemo.FlowExplorer.Pages;
using OAuthDemo.FlowExplorer.Reading;
using OAuthDemo.FlowExplorer.Receiving;
using OAuthDemo.FlowExplorer.SystemView;
using OAuthDemo.FlowExplorer.Trying;
using OAuthDemo.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.Services.AddSingleton<FlowStore>(_ => new FlowStore());
builder.Services.AddSingleton<Addresses>();
builder.Services.AddTrials();
builder.Services.AddSystemView();
builder.Services.AddRequestDecompression();
builder.Services.AddOpenApi();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();

var app = builder.Build();

app.UseServiceDefaults(PageHeaders.Allow, errorPage: "/not-found");
app.UseRequestDecompression();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapTraceReceiver();
app.MapFlows();
app.MapExports();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

app.Run();
