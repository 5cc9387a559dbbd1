namespace OAuthDemo.FlowExplorer.Labs;

/// <summary>Whether the old ways are switched on here. In Production they never are.</summary>
internal sealed class LabSettings(IConfiguration configuration, IHostEnvironment environment)
{
    public bool Enabled => configuration.GetValue<bool>("Legacy:Enabled") && !environment.IsProduction();

    /// <summary>The secret of the one lab client that has one.</summary>
    public string Secret => configuration["ClientSecrets:lab-no-pkce"] ?? "";
}
