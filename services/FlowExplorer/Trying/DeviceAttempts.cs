namespace OAuthDemo.FlowExplorer.Trying;

/// <summary>What somebody could try with a device (RFC 8628).</summary>
internal static class DeviceAttempts
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    private static readonly Attempt Ask = new("", "", "device_authorization_request", "POST", "/connect/device", [new("client_id", "tv-app"), new("scope", "accounts:read")]);

    private static readonly Attempt Poll = new("", "", "token_request", "POST", "/connect/token",
        [new("grant_type", Grant), new("device_code", "{device_code}"), new("client_id", "tv-app")]);

    public static IReadOnlyList<Attempt> Asking() =>
    [
        Ask with
        {
            Title = "… as a program that has a browser",
            Why = "Each client may do only what it was registered for.",
            Fields = [new("client_id", "walkthrough"), new("scope", "accounts:read")],
        },
        Ask with
        {
            Title = "… as a device that nobody knows",
            Why = "The person could not be told what she lets in.",
            Fields = [new("client_id", "nobody"), new("scope", "accounts:read")],
        },
        Ask with
        {
            Title = "… for more than a television may have",
            Why = "A scope that the client was not registered for is refused before anybody is asked.",
            Fields = [new("client_id", "tv-app"), new("scope", "payments:write")],
        },
    ];

    public static IReadOnlyList<Attempt> Polling() =>
    [
        Poll with
        {
            Title = "… too soon after the last time",
            Why = "A thousand impatient televisions would wear the bank down. Each time that it was too soon, the pause grows by five seconds.",
            First = [Ask, Poll],
        },
        Poll with
        {
            Title = "… by another client than the one that asked",
            Why = "Somebody has read the device's code off the wire. It is worth something to that client only.",
            Fields = [new("grant_type", Grant), new("device_code", "{device_code}"), new("client_id", "walkthrough")],
            First = [Ask],
        },
        Poll with
        {
            Title = "… with a device code that was made up",
            Why = "Guessing: unlike the short code on the screen, this one is long and random.",
            Fields = [new("grant_type", Grant), new("device_code", "a-code-that-somebody-made-up"), new("client_id", "tv-app")],
        },
    ];
}
