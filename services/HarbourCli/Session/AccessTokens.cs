using System.Net;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;

namespace OAuthDemo.HarbourCli.Session;

/// <summary>An access token for one command, got by the refresh token that the last sign-in left (RFC 6749 §6).</summary>
internal sealed class AccessTokens(Bank bank, SessionFile session, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);

    public async Task<string> GetAsync(CancellationToken cancellation)
    {
        using var alone = await session.AloneAsync(cancellation);
        var signedIn = Current() ?? throw new CommandFailedException("You are not signed in. Try: login");
        var metadata = await bank.MetadataAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await bank.Client().RequestRefreshTokenAsync(
                Bank.Identified(new RefreshTokenRequest { RefreshToken = signedIn.RefreshToken }, metadata.TokenEndpoint), cancellation);
            if (!answer.IsError)
            {
                session.Write(signedIn with { RefreshToken = answer.RefreshToken ?? signedIn.RefreshToken });
                return answer.AccessToken!;
            }

            // Whether the bank has changed the token before the answer was lost cannot be known here; it takes the old one again for half a minute.
            var mayPass = answer.ErrorType == ResponseErrorType.Exception || answer.HttpStatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests;
            if (mayPass && attempt < Attempts)
            {
                await Task.Delay(_pause, time, cancellation);
                continue;
            }

            if (mayPass) throw new CommandFailedException("The bank does not answer. You are still signed in; try again later.");
            session.Delete();
            throw new CommandFailedException("The bank has ended this sign-in. Try: login");
        }
    }

    /// <summary>Gives the refresh token back (RFC 7009), which ends the consent too, and forgets it.</summary>
    /// <returns>Whether there was anything to give back.</returns>
    public async Task<bool> GiveBackAsync(CancellationToken cancellation)
    {
        using var alone = await session.AloneAsync(cancellation);
        if (Current() is not { } signedIn) return false;

        var metadata = await bank.MetadataAsync(cancellation);
        var answer = await bank.Client().RevokeTokenAsync(Bank.Identified(
            new TokenRevocationRequest { Token = signedIn.RefreshToken, TokenTypeHint = OidcConstants.TokenTypes.RefreshToken }, metadata.RevocationEndpoint), cancellation);
        if (answer.IsError) throw new CommandFailedException($"The bank did not take the token back: {answer.Error}. You are still signed in.");

        session.Delete();
        return true;
    }

    private SignedIn? Current() => session.Read() is { } signedIn && signedIn.Issuer == bank.Issuer.AbsoluteUri ? signedIn : null;
}
