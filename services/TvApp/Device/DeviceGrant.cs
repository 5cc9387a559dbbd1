using System.Net;
using Duende.IdentityModel.Client;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.TvApp.Device;

/// <summary>The device authorization grant (RFC 8628), and the refresh that follows it.</summary>
internal sealed class DeviceGrant(IHttpClientFactory clients, TvSettings settings, TimeProvider time)
{
    private DiscoveryDocumentResponse? _metadata;

    /// <exception cref="BankUnavailableException">The bank does not answer, or does not offer this grant.</exception>
    public async Task<DeviceLogin> BeginAsync(CancellationToken cancellation)
    {
        var metadata = await MetadataAsync(cancellation);
        var answer = await clients.CreateClient().RequestDeviceAuthorizationAsync(new DeviceAuthorizationRequest
        {
            Address = metadata.DeviceAuthorizationEndpoint
                ?? throw new BankUnavailableException("This bank does not offer the device authorization grant."),
            ClientId = TvSettings.ClientId,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            Scope = TvSettings.Scope,
        }, cancellation);
        if (answer.IsError) throw new BankUnavailableException($"The bank refused to begin: {answer.Error}. {answer.ErrorDescription}");

        var address = new Uri(answer.VerificationUri!);
        return new(
            answer.DeviceCode!, answer.UserCode!, address,
            answer.VerificationUriComplete is { } complete ? new Uri(complete) : address,
            time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn ?? 600),
            TimeSpan.FromSeconds(answer.Interval > 0 ? answer.Interval : 5));
    }

    public async Task<Poll> PollAsync(DeviceLogin login, CancellationToken cancellation)
    {
        var metadata = await MetadataAsync(cancellation);
        return Read(await clients.CreateClient().RequestDeviceTokenAsync(new DeviceTokenRequest
        {
            Address = metadata.TokenEndpoint,
            ClientId = TvSettings.ClientId,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            DeviceCode = login.DeviceCode,
        }, cancellation));
    }

    public async Task<Poll> RefreshAsync(DeviceTokens tokens, CancellationToken cancellation)
    {
        if (tokens.RefreshToken is null) return new(PollOutcome.Expired);
        var metadata = await MetadataAsync(cancellation);
        return Read(await clients.CreateClient().RequestRefreshTokenAsync(new RefreshTokenRequest
        {
            Address = metadata.TokenEndpoint,
            ClientId = TvSettings.ClientId,
            ClientCredentialStyle = ClientCredentialStyle.PostBody,
            RefreshToken = tokens.RefreshToken,
        }, cancellation));
    }

    private Poll Read(TokenResponse answer) => answer switch
    {
        { IsError: false } => new(PollOutcome.Granted, new(
            answer.AccessToken!, answer.RefreshToken,
            time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn), answer.Scope ?? TvSettings.Scope)),
        { ErrorType: ResponseErrorType.Exception } => new(PollOutcome.Unreachable, Error: answer.Error),
        { HttpStatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => new(PollOutcome.Unreachable, Error: answer.Error),
        { Error: "authorization_pending" } => new(PollOutcome.Pending),
        { Error: "slow_down" } => new(PollOutcome.SlowDown),
        { Error: "access_denied" } => new(PollOutcome.Denied),
        { Error: "expired_token" } => new(PollOutcome.Expired),
        _ => new(PollOutcome.Refused, Error: $"{answer.Error}: {answer.ErrorDescription}"),
    };

    private async Task<DiscoveryDocumentResponse> MetadataAsync(CancellationToken cancellation)
    {
        if (_metadata is not null) return _metadata;

        var answer = await clients.CreateClient().GetDiscoveryDocumentAsync(new DiscoveryDocumentRequest
        {
            Address = settings.Issuer.AbsoluteUri,
            Policy = { RequireHttps = !settings.Issuer.IsLoopback },
        }, cancellation);
        return _metadata = answer.IsError
            ? throw new BankUnavailableException(
                $"The bank does not answer at {settings.Issuer}: {answer.Error}{TrustedCertificate.Advice(answer.Exception)}")
            : answer;
    }
}

/// <summary>The bank cannot serve this television now; the message says why.</summary>
internal sealed class BankUnavailableException(string message) : Exception(message);
