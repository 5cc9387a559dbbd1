using System.Text.Json;
using OAuthDemo.Registration;

namespace OAuthDemo.Unit.Registration;

/// <summary>Who starts the authorization server must know which clients need a secret.</summary>
public sealed class ConfidentialClientsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Clients_that_authenticate_with_a_secret_are_listed_and_no_others()
    {
        File.WriteAllText(_file, """
            {
              // a comment, and a comma too many
              "clients": [
                { "id": "web", "type": "confidential" },
                { "id": "signer", "type": "confidential", "authentication": "private_key_jwt" },
                { "id": "app", "type": "public" },
                "not a client",
              ]
            }
            """);

        ConfidentialClients.Read(_file).ShouldBe(["web"]);
    }

    [Fact]
    public void A_file_without_clients_has_none()
    {
        File.WriteAllText(_file, """{ "scopes": [] }""");

        ConfidentialClients.Read(_file).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_json_is_reported_with_file_and_line()
    {
        File.WriteAllText(_file, "{\n  \"clients\": [\n    oops\n  ]\n}");

        Should.Throw<JsonException>(() => ConfidentialClients.Read(_file)).Message.ShouldStartWith($"{_file}, line 3: ");
    }

    public void Dispose() => File.Delete(_file);
}
