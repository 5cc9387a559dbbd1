using OAuthDemo.Integration.Demo;

[assembly: AssemblyFixture(typeof(DemoSystem))]
[assembly: PrintsFailedExchanges]
