using Microsoft.IdentityModel.Tokens;
using OAuthDemo.FinanceAggregator.Bank;
using OpenIddict.Client;

namespace OAuthDemo.FinanceAggregator.SignIn;

/// <summary>Reads the keys by which the bank signs: those that are known, or those that it publishes at this moment.</summary>
internal delegate Task<IEnumerable<SecurityKey>> ReadBankKeys(bool latest, CancellationToken cancellationToken);

/// <summary>The keys by which the bank signs.</summary>
internal sealed class BankKeys(OpenIddictClientService bank, IHttpClientFactory clients)
{
    public async Task<IEnumerable<SecurityKey>> ReadAsync(bool latest, CancellationToken cancellationToken)
    {
        var metadata = await bank.GetServerConfigurationByRegistrationIdAsync(BankSettings.SignInClient, cancellationToken);
        if (!latest)
            return metadata.SigningKeys;

        using var http = clients.CreateClient(nameof(BankKeys));
        var address = metadata.JsonWebKeySetUri ?? throw new SecurityTokenException("The bank publishes no keys.");
        return new JsonWebKeySet(await http.GetStringAsync(address, cancellationToken)).GetSigningKeys();
    }
}
