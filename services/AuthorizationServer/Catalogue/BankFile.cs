namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>Reads bank.json, and a second file that a test lays over it.</summary>
internal static class BankFile
{
    public static void AddBank(this IHostApplicationBuilder builder) => builder.Services.AddSingleton(services =>
    {
        var (configuration, environment) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>());
        var legacy = configuration.GetValue<bool>("Legacy:Enabled") ? "legacy.json" : null;
        var files = new[] { configuration["Bank:File"] ?? "bank.json", legacy, configuration["Bank:ExtraFile"] };
        return Load(files.OfType<string>().Select(file => Path.Combine(environment.ContentRootPath, file)), configuration, environment);
    });

    /// <exception cref="ConfigurationMistake">Names every mistake with file and line.</exception>
    public static Bank Load(IEnumerable<string> files, IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && configuration.GetValue<bool>("Legacy:Enabled"))
            throw new ConfigurationMistake(["The setting Legacy:Enabled is true; it lets clients go without PKCE, and Production refuses it"]);
        var draft = new BankDraft(configuration, environment);
        foreach (var file in files)
            draft.Add(Path.GetFileName(file), ReadText(file));
        return draft.ToBank();
    }

    private static string ReadText(string file) => File.Exists(file)
        ? File.ReadAllText(file)
        : throw new ConfigurationMistake([$"{file}: this file does not exist; the setting Bank:File or Bank:ExtraFile names it"]);
}
