using OAuthDemo.AuthorizationServer;
using OAuthDemo.AuthorizationServer.Store;

var app = await AuthorizationServerService.BuildAsync(args);
if (args is ["rotate-keys"])
    await app.RotateKeysAsync();
else
    await app.RunAsync();
