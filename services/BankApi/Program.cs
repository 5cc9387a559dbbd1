using OAuthDemo.BankApi;

var app = await BankApiService.BuildAsync(args);
await app.RunAsync();
