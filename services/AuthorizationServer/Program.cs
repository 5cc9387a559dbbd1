using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.Pages;
using OAuthDemo.AuthorizationServer.People;
using OAuthDemo.AuthorizationServer.Protocol;
using OAuthDemo.AuthorizationServer.Protocol.Clients;
using OAuthDemo.AuthorizationServer.Protocol.Steps;
using OAuthDemo.AuthorizationServer.Store;
using OAuthDemo.AuthorizationServer.Testing;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddProtocolSteps(ProtocolRole.AuthorizationServer);
builder.AddBank();
builder.AddStore();
builder.Services.AddPeople();
builder.Services.AddScoped<ConsentRegister>();
builder.Services.AddProtocol();
builder.Services.AddBankPages();
builder.AddTesting();

var app = builder.Build();

await app.PrepareStoreAsync();
if (args is ["rotate-keys"])
{
    await app.RotateKeysAsync();
    return;
}

app.UseServiceDefaults(headers: PageHeaders.Apply, errorPage: "/error");
app.UseProtocolSteps(BankSteps.Recognise, BankSteps.Finish);
app.UseTesting();
app.UseIssuer();
app.UseBrowserClients();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();

app.MapProtocol();
app.MapConsents();
app.MapBankPages();
app.MapTesting();

app.Run();
