using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddBank();
builder.AddStore();
builder.Services.AddPeople();
builder.Services.AddScoped<ConsentRegister>();
builder.Services.AddProtocol();
builder.Services.AddRazorPages();

var app = builder.Build();

await app.PrepareStoreAsync();

app.UseServiceDefaults();
app.UseIssuer();
app.UseAuthentication();
app.UseAuthorization();

app.MapProtocol();
app.MapRazorPages();

app.Run();
