using OAuthDemo.Gateway;

GatewayService.Build(args).Run();
