using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.AuthorizationServer.Store;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>What became of an attempt to sign in.</summary>
internal enum SignInOutcome { Succeeded, Refused, LockedOut }

/// <summary>Checks passwords: five wrong ones lock the account for five minutes.</summary>
internal sealed class PeopleAccess(UserManager<Person> people, AuthorizationDb db, IPasswordHasher<Person> hasher, TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(5);

    public async Task<(SignInOutcome Outcome, Person? Person)> CheckPasswordAsync(string userName, string password)
    {
        if (await people.FindByNameAsync(userName) is not { } person)
        {
            // A name that does not exist must take as long as one that does, or the time would tell.
            hasher.HashPassword(new Person(), password);
            return (SignInOutcome.Refused, null);
        }

        if (!await CountAttemptAsync(person))
            return (SignInOutcome.LockedOut, null);
        if (!await people.CheckPasswordAsync(person, password))
            return (SignInOutcome.Refused, null);
        await db.Users.Where(p => p.Id == person.Id)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null).SetProperty(x => x.AccessFailedCount, 0));
        return (SignInOutcome.Succeeded, person);
    }

    public Task<Person?> FindAsync(string id) => db.Users.AsNoTracking().FirstOrDefaultAsync(person => person.Id == id);

    /// <summary>Counted before the password is looked at, and in one statement, so that guesses in parallel count as well.</summary>
    private async Task<bool> CountAttemptAsync(Person person)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + LockedFor;
        return await db.Users
            .Where(p => p.Id == person.Id && (p.LockoutEnd == null || p.LockoutEnd <= now))
            .ExecuteUpdateAsync(p => p
                .SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount >= Attempts - 1 ? until : null)
                .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount >= Attempts - 1 ? 0 : x.AccessFailedCount + 1)) == 1;
    }
}
