using Microsoft.AspNetCore.Identity;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.People;

internal static class PeopleSetup
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(identity =>
            {
                // Length is what makes a password strong; classes of characters make it forgotten (NIST SP 800-63B §3.1.1.2).
                identity.Password = new() { RequiredLength = 8, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
                identity.User.RequireUniqueEmail = true;
            })
            .AddEntityFrameworkStores<AuthorizationDb>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<Turns>();
        services.AddScoped<Guesses>();
        services.AddScoped<PeopleAccess>();
        services.AddSession();
    }

    /// <summary>The customers of bank.json get their account once; hashing a password takes its time.</summary>
    public static async Task WelcomePeopleAsync(this IServiceProvider services, Bank bank)
    {
        var people = services.GetRequiredService<UserManager<Person>>();
        var known = people.Users.Select(person => person.UserName).ToHashSet();
        foreach (var newcomer in bank.People.Where(person => !known.Contains(person.UserName)))
        {
            var person = new Person
            {
                UserName = newcomer.UserName,
                Email = newcomer.Email,
                EmailConfirmed = true,
                DisplayName = newcomer.DisplayName,
                CustomerNumber = newcomer.CustomerNumber,
            };
            var result = await people.CreateAsync(person, newcomer.Password);
            if (!result.Succeeded)
                throw new ConfigurationMistake([.. result.Errors.Select(error => $"people: {newcomer.UserName}: {error.Description}")]);
        }
    }
}
