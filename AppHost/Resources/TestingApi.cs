namespace OAuthDemo.AppHost;

/// <summary>The testing API of the bank, which can move the clock of the whole system. Off unless a setting asks for it; Production refuses it.</summary>
internal static class TestingApi
{
    /// <summary>Opens it at every service of the model, and at the gateway as <c>/testing</c>.</summary>
    public static void UseTestingApi(this IDistributedApplicationBuilder builder, AppHostSettings settings, DataFolder data)
    {
        if (!settings.IsTestingEnabled)
            return;
        var key = builder.AddParameter("testing-key", secret: true);
        foreach (var project in builder.Resources.OfType<ProjectResource>().ToList())
        {
            builder.CreateResourceBuilder(project)
                .WithEnvironment("Testing__Enabled", "true")
                .WithEnvironment("Testing__Clock", Path.Combine(data.FullPath, "clock"))
                .WithEnvironment("Testing__Key", key)
                .WithEnvironment("ReverseProxy__Routes__testing__ClusterId", "authorization server")
                .WithEnvironment("ReverseProxy__Routes__testing__Match__Path", "/testing/{**rest}");
            if (project.Name == "authorization-server")
                builder.CreateResourceBuilder(project).WithAdvanceClockCommand(key);
        }
    }
}
