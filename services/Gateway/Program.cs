using OAuthDemo.Gateway.Backends;
using OAuthDemo.Gateway.Edge;
using OAuthDemo.Gateway.RateLimits;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddProtocolSteps(ProtocolRole.Gateway);
builder.AddEdge();
builder.AddBrowserClients();
builder.AddRateLimits();
builder.AddBackends();

var app = builder.Build();

app.UseServiceDefaults(Edge.OwnPages);
app.UseEdgeSteps();
app.UseCors();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();

app.MapBackends();

app.Run();
