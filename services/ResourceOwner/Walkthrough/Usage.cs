using Microsoft.Extensions.Configuration;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Walkthrough;

internal static class Usage
{
    private const int WrongArguments = 64;

    private const string Text = """
        The person, headless: plays every flow of OAuthDemo in this terminal and prints each message.

          dotnet run --project AppHost -- walkthrough     starts everything, plays, stops everything
          OAuthDemo.ResourceOwner walkthrough             plays against a system that runs already

        Settings, by environment variable or as --Name=value:
          OAuth:Issuer                   the bank's public address, e.g. http://localhost:8080/
          Addresses:finance-aggregator   Tidepool's public address, e.g. http://localhost:8090
          Addresses:flow-explorer        optional, e.g. http://localhost:8070: prints where each flow is drawn
          Tls:TrustedCertificate         optional, a PEM file: a certificate to trust that this machine does not trust

        Exit code: 0 if every step came out as the RFC says, 1 if not, 64 if this text was shown.
        """;

    public static int Show()
    {
        Console.Error.WriteLine(Text);
        return WrongArguments;
    }

    public static Addresses? ReadAddresses(IConfiguration configuration) =>
        Read(configuration, "OAuth:Issuer") is { } issuer && Read(configuration, "Addresses:finance-aggregator") is { } aggregator
            ? new(issuer, aggregator)
            : null;

    private static Uri? Read(IConfiguration configuration, string setting)
    {
        if (Uri.TryCreate(configuration[setting], UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
            return address;
        Console.Error.WriteLine($"The setting {setting} must be an http or https address; it is '{configuration[setting]}'.{Environment.NewLine}");
        return null;
    }
}
