using OAuthDemo.AllInOne;

await using var harbour = await AllInOneService.StartAsync(args);
await harbour.UntilStoppedAsync();
