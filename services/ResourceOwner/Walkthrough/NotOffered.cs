using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>What OAuth once allowed, and what is said today to who asks for it.</summary>
internal sealed class NotOffered(Story story)
{
    public async Task PlayAsync()
    {
        using var client = story.Client();
        if (await IsLegacyLabOpenAsync(client))
        {
            story.Narrator.Note("The legacy lab is open here, so the bank does offer them, to the lab's clients alone. Close the lab to see them refused.");
            return;
        }

        var bob = story.Person(DemoPerson.Bob);
        using var browser = bob.Browser;
        await story.StepAsync("A token in the address bar: unsupported_response_type", "RFC 9700 §2.1.2", () =>
            RefusedAsync(client, bob, request => request.Replace("response_type=code", "response_type=token", StringComparison.Ordinal), "unsupported_response_type"));
        await story.StepAsync("A code without a challenge: invalid_request", "RFC 9700 §2.1.1", () =>
            RefusedAsync(client, bob, request => request[..request.IndexOf("&code_challenge", StringComparison.Ordinal)], "invalid_request"));
        await story.StepAsync("A password given to a client: unsupported_grant_type", "RFC 9700 §2.4", async () =>
        {
            var answer = await client.AskForTokenAsync(OidcConstants.GrantTypes.Password, new() { { "username", "bob" }, { "password", "not-for-clients" } });
            Unless(answer.Error == "unsupported_grant_type", $"The bank answered {answer.Error ?? "with a token"}.");
        });
    }

    private static async Task<bool> IsLegacyLabOpenAsync(NativeClient client) =>
        (await client.DiscoverAsync()).GrantTypesSupported.Contains(OidcConstants.GrantTypes.Implicit);

    private static async Task RefusedAsync(NativeClient client, Person person, Func<string, string> bend, string error)
    {
        var request = new Uri(bend(client.AuthorizationRequest("accounts:read").AbsoluteUri));
        AuthorizeResponse response = await client.ReceiveAsync(async () =>
        {
            // Not even an error is sent on by a bank that does not know who is asking: she signs in first, once.
            var page = await person.Browser.GoAsync(request);
            if (page.Has("login"))
                await person.SignInAsync();
        });
        Unless(response.Error == error, $"The bank answered {response.Error ?? "no error"}.");
        Unless(response.State == client.State && response.Code is null && response.AccessToken is null, "The answer is not what it should be.");
    }
}
