using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Client;
using static OpenIddict.Client.OpenIddictClientEvents;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>
/// The engine reads the bank's keys twice a day, and would turn an ID token down that is signed by a newer one. A key that is
/// not known is looked up before the token is checked.
/// </summary>
internal sealed class KeysThatCameSince(ReadBankKeys read) : IOpenIddictClientHandler<ProcessAuthenticationContext>
{
    private static readonly JsonWebTokenHandler _reader = new();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.BackchannelIdentityToken is not { } token || !_reader.CanReadToken(token) || context.Configuration is not { } bank)
            return;

        var known = bank.SigningKeys;
        if (known.Any(key => key.KeyId == _reader.ReadJsonWebToken(token).Kid))
            return;
        foreach (var key in (await read(latest: true, context.CancellationToken)).ExceptBy(known.Select(key => key.KeyId), key => key.KeyId).ToList())
            known.Add(key);
    }
}
