using OAuthDemo.BankApi;
using OAuthDemo.BankApi.Accounts;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Customers;
using OAuthDemo.BankApi.Discovery;
using OAuthDemo.BankApi.Reference;
using OAuthDemo.BankApi.Store;
using OAuthDemo.BankApi.Transactions;
using OAuthDemo.ServiceDefaults;
using OAuthDemo.ServiceDefaults.BearerTokens;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddBearerTokens(audience: BankResource.Identifier(builder.Configuration))
    .RequireScope(AccountEndpoints.Read)
    .RequireScope(BalanceEndpoints.Read)
    .RequireScope(TransactionEndpoints.Read)
    .RequireScope(CustomerAccounts.List);
builder.AddBankStore();
builder.Services.AddLiveConsents();
builder.Services.AddApiReference();

var app = builder.Build();

app.UseServiceDefaults();
app.UseAuthentication();
app.UseAuthorization();
app.UseLiveConsents();

var api = app.MapGroup("/api").RequireAuthorization().RequireLiveConsent();
api.MapAccounts();
api.MapBalances();
api.MapTransactions();
app.MapCustomerAccounts();
app.MapProtectedResourceMetadata();
app.MapApiReference();

await app.PrepareBankStoreAsync();
await app.RunAsync();
