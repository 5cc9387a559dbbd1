using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Connect;
using OAuthDemo.FinanceAggregator.Connections;
using OAuthDemo.FinanceAggregator.Money;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.FinanceAggregator.Payments;
using OAuthDemo.FinanceAggregator.SideBySide;
using OAuthDemo.FinanceAggregator.SignIn;
using OAuthDemo.FinanceAggregator.Spa;
using OAuthDemo.FinanceAggregator.Store;
using OAuthDemo.FinanceAggregator.Visitors;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.ProtocolSteps;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults(addressedAs: "finance-aggregator");
builder.AddProtocolSteps(ProtocolRole.Client);
builder.AddAggregatorStore();
builder.Services.AddBankProtocol();
builder.Services.AddSingleton<VisitorSession>();
builder.Services.AddSignIn();
builder.Services.AddBankConnections();
builder.Services.AddMoney();
builder.Services.AddPayments();
builder.Services.AddSideBySide();
builder.Services.AddPages();

var app = builder.Build();
await app.UpgradeStoreAsync();

app.UseSpaHeaders();
app.UseServiceDefaults(PageSetup.Headers(app), errorPage: "/error");
app.UseErrorPage();
app.UseProtocolSteps(ConnectSteps.Recognise, ConnectSteps.Finish);
app.UseCallbackProblems();
app.UseAuthentication();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapConnect();
app.MapConnections();
app.MapPayments();
app.MapSignIn();
app.MapSpa();
app.MapPages();

app.Run();
