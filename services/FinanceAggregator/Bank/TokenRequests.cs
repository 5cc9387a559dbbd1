using OAuthDemo.FinanceAggregator.Connections;
using OpenIddict.Abstractions;
using OpenIddict.Client;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Abstractions.OpenIddictExceptions;

namespace OAuthDemo.FinanceAggregator.Bank;

/// <summary>What Tidepool asks of the bank's token and revocation endpoints without a person being there.</summary>
internal sealed class TokenRequests(OpenIddictClientService client, TimeProvider time)
{
    public async Task<GrantedTokens> RefreshAsync(SecretText refreshToken, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.AuthenticateWithRefreshTokenAsync(new()
            {
                RegistrationId = BankSettings.DataClient,
                RefreshToken = refreshToken.Reveal,
                CancellationToken = cancellationToken,
            });
            return Granted(result.TokenResponse, time.GetUtcNow());
        }
        catch (Exception exception)
        {
            throw Explain(exception);
        }
    }

    /// <summary>Revoking the refresh token ends everything that came of the same authorization (RFC 7009 §2.1).</summary>
    public async Task RevokeAsync(SecretText refreshToken, CancellationToken cancellationToken)
    {
        try
        {
            await client.RevokeTokenAsync(new()
            {
                RegistrationId = BankSettings.DataClient,
                Token = refreshToken.Reveal,
                TokenTypeHint = TokenTypeHints.RefreshToken,
                CancellationToken = cancellationToken,
            });
        }
        catch (Exception exception)
        {
            throw Explain(exception);
        }
    }

    public static GrantedTokens Granted(OpenIddictResponse response, DateTimeOffset now) => new(
        new Tokens(
            new SecretText(response.AccessToken ?? throw new BankException(BankTrouble.Refused, "no_access_token")),
            response.RefreshToken is { } refresh ? new SecretText(refresh) : null),
        now.AddSeconds(response.ExpiresIn ?? 0),
        response.Scope,
        (long?)response["consent_expires_at"] is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
        (string?)response["consent_id"]);

    public static BankException Explain(Exception exception) => exception switch
    {
        BankException problem => problem,
        ProtocolException { Error: Errors.InvalidGrant } => new(BankTrouble.Ended, Errors.InvalidGrant, exception),
        ProtocolException { Error: Errors.ServerError or Errors.TemporarilyUnavailable } protocol =>
            new(BankTrouble.Unreachable, protocol.Error, exception),
        ProtocolException { Error: Errors.SlowDown } protocol => new(BankTrouble.Busy, protocol.Error, exception),
        ProtocolException protocol => new(BankTrouble.Refused, protocol.Error, exception),
        _ => new(BankTrouble.Unreachable, cause: exception),
    };
}
