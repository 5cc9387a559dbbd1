using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using OAuthDemo.HarbourCli.Session;
using Spectre.Console;

namespace OAuthDemo.HarbourCli.SignIn;

/// <summary>Authorization code with PKCE for a native application (RFC 8252, RFC 7636).</summary>
internal sealed class Login(Bank bank, SessionFile session, AccessTokens earlier, IAnsiConsole console)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(bool opensBrowser, CancellationToken cancellation)
    {
        var metadata = await bank.MetadataAsync(cancellation);
        using var loopback = new Loopback();
        var (state, verifier) = (RandomText(), RandomText());
        var address = new Uri(new RequestUrl(metadata.AuthorizeEndpoint!).CreateAuthorizeUrl(
            Bank.ClientId, OidcConstants.ResponseTypes.Code, Bank.Scope, loopback.RedirectUri.AbsoluteUri, state,
            codeChallenge: Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), codeChallengeMethod: OidcConstants.CodeChallengeMethods.Sha256));

        console.WriteLine("Sign in at your bank, in your browser. No password is typed here.");
        console.Profile.Out.Writer.WriteLine(address.AbsoluteUri); // unwrapped, so that it can be clicked or copied
        if (opensBrowser) SystemBrowser.Open(address);

        var response = await ReceiveAsync(loopback, state, cancellation);
        // RFC 9207: whoever answers must be the one who was asked. The state was compared already.
        if (response.TryGet("iss") != metadata.Issuer)
            throw new CommandFailedException("The answer did not come from the bank that was asked. Nothing was sent to anybody; try again.");
        if (response.IsError)
            throw new CommandFailedException(response.Error == "access_denied" ? "You said no. Nothing was shared." : $"The bank answered {response.Error}.");

        await RedeemAsync(metadata, response.Code!, verifier, loopback.RedirectUri, cancellation);
        console.MarkupLine("[green]Signed in.[/] Try: accounts");
    }

    private static async Task<AuthorizeResponse> ReceiveAsync(Loopback loopback, string state, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        try
        {
            return new AuthorizeResponse((await loopback.ReceiveAsync(
                address => CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(new AuthorizeResponse(address.AbsoluteUri).State ?? ""), Encoding.UTF8.GetBytes(state)),
                patience.Token)).AbsoluteUri);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException("Nobody signed in within ten minutes.");
        }
    }

    private async Task RedeemAsync(DiscoveryDocumentResponse metadata, string code, string verifier, Uri redirectUri, CancellationToken cancellation)
    {
        var tokens = await bank.Client().RequestAuthorizationCodeTokenAsync(Bank.Identified(
            new AuthorizationCodeTokenRequest { Code = code, RedirectUri = redirectUri.AbsoluteUri, CodeVerifier = verifier }, metadata.TokenEndpoint), cancellation);
        if (tokens.IsError) throw new CommandFailedException($"The bank gave no token: {tokens.Error} {tokens.ErrorDescription}");
        if (tokens.RefreshToken is null) throw new CommandFailedException("You did not allow access while you are away, which a program for the command line lives on. Sign in again.");

        // A sign-in takes the place of an earlier one, which is not left open at the bank.
        await earlier.GiveBackAsync(cancellation);
        session.Write(new SignedIn(bank.Issuer.AbsoluteUri, tokens.RefreshToken));
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
