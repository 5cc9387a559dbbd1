using Microsoft.AspNetCore.Identity;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>What became of an attempt to sign in.</summary>
internal enum SignInOutcome { Succeeded, Refused, LockedOut }

/// <summary>Checks passwords: five wrong ones lock the name for five minutes, whether somebody has that name or not.</summary>
internal sealed class PeopleAccess(UserManager<Person> people, IPasswordHasher<Person> hasher, Guesses guesses, Turns turns)
{
    private const int Attempts = 5;

    public async Task<(SignInOutcome Outcome, Person? Person)> CheckPasswordAsync(string userName, string password)
    {
        var guessed = $"login {people.NormalizeName(userName)}";
        using var turn = await turns.TakeAsync(guessed);
        if (!await guesses.MayTryAsync(guessed, Attempts))
            return (SignInOutcome.LockedOut, null);
        if (await people.FindByNameAsync(userName) is not { } person)
        {
            // A name that does not exist must take as long as one that does, or the time would tell.
            hasher.HashPassword(new Person(), password);
            return (SignInOutcome.Refused, null);
        }

        if (!await people.CheckPasswordAsync(person, password))
            return (SignInOutcome.Refused, null);
        await guesses.ForgiveAsync(guessed);
        return (SignInOutcome.Succeeded, person);
    }
}
