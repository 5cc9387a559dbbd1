using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Duende.IdentityModel.Client;
using static OAuthDemo.ResourceOwner.Walkthrough.StepFailedException;

namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>Money leaves only by a consent that names it, and soon after a sign-in. The API that is played at takes a few seconds for "soon".</summary>
internal sealed partial class OnePayment(Story story)
{
    private const string Scope = "payments:write";

    private readonly Person _alice = story.Person(DemoPerson.Alice);
    private readonly JsonObject _order = JsonNode.Parse("""
        {"instructedAmount":{"amount":"1.00","currency":"EUR"},"creditorName":"Lighthouse Books",
         "creditorAccount":{"iban":"DE89370400440532013000"},"remittanceInformation":"Walkthrough"}
        """)!.AsObject();

    private string _token = "";
    private int _maxAge;

    private string Details
    {
        get
        {
            var detail = _order.DeepClone().AsObject();
            detail["type"] = "payment_initiation";
            return new JsonArray(detail).ToJsonString();
        }
    }

    public async Task PlayAsync()
    {
        using var browser = _alice.Browser;
        await story.StepAsync("She is shown amount, creditor and reference, and picks the account that pays", "RFC 9396 §2", AgreeAsync);
        using var client = story.Client();
        await story.StepAsync("Another amount is not what she agreed to", "RFC 9396 §9.1", async () =>
        {
            var other = _order.DeepClone().AsObject();
            other["instructedAmount"]!["amount"] = "100.00";
            var answer = await client.PostAsync("payments", _token, other);
            Unless(answer is { Status: 403, Code: "payment.differs" }, $"The API answered {answer.Status}.");
        });
        await Task.Delay(_untilOld, story.Ends);
        var answer = await client.PostAsync("payments", _token, _order);
        if (answer.Status == 201)
            await PaidAtOnceAsync(client);
        else
            await StepUpAndPayAsync(client, answer);
    }

    // A system that was not started for the walkthrough takes a sign-in of five minutes for recent, and nobody waits that long.
    private async Task PaidAtOnceAsync(NativeClient client)
    {
        await story.StepAsync("Her sign-in is recent enough here: it is paid, and the same request again pays nothing more", "RFC 9110 §9.2.2", async () =>
            Unless((await client.PostAsync("payments", _token, _order)).Status == 200, "It may have been paid twice."));
        story.Narrator.Note("The step-up (RFC 9470) is not shown: this system accepts older sign-ins. A walkthrough that starts the system shows it.");
    }

    private async Task StepUpAndPayAsync(NativeClient client, ApiAnswer answer)
    {
        await story.StepAsync("Her sign-in has grown old: 401 with max_age, and nothing is paid", "RFC 9470 §3", () =>
        {
            Unless(answer.Status == 401 && answer.Challenge.Contains("insufficient_user_authentication", StringComparison.Ordinal), $"The API answered {answer.Status}.");
            _maxAge = int.Parse(MaxAge().Match(answer.Challenge).Groups[1].Value, CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        await story.StepAsync("Asked with that max_age she signs in again; a public client is also agreed to again", "RFC 9470 §4, RFC 8252 §8.6", StepUpAsync);
        await story.StepAsync("Now it is paid, and the same request again pays nothing more", "RFC 9110 §9.2.2", async () =>
        {
            Unless((await client.PostAsync("payments", _token, _order)).Status == 201, "It is not paid.");
            Unless((await client.PostAsync("payments", _token, _order)).Status == 200, "It may have been paid twice.");
        });
    }

    // The walkthrough lets the API take four seconds for old.
    private static readonly TimeSpan _untilOld = TimeSpan.FromSeconds(5);

    private async Task AgreeAsync()
    {
        using var client = story.Client();
        var response = await client.ReceiveAsync(async () =>
        {
            await _alice.Browser.GoAsync(client.AuthorizationRequest(Scope, new Parameters { { "authorization_details", Details } }));
            await _alice.SignInAsync();
            var page = _alice.Browser.Page;
            Unless(page.Text.Contains("1.00", StringComparison.Ordinal) && page.Text.Contains("Lighthouse Books", StringComparison.Ordinal), "The page does not show the payment.");
            await _alice.AllowAsync(accounts: [DemoPerson.Alice.Account]);
        });
        await RedeemAsync(client, response);
    }

    private async Task StepUpAsync()
    {
        using var client = story.Client();
        var response = await client.ReceiveAsync(async () =>
        {
            await _alice.Browser.GoAsync(client.AuthorizationRequest(Scope, new Parameters { { "authorization_details", Details }, { "max_age", $"{_maxAge}" } }));
            Unless(_alice.Browser.Page.Has("login"), "She is not asked to sign in.");
            await _alice.SignInAsync();
            await _alice.AllowAsync(accounts: [DemoPerson.Alice.Account]);
        });
        await RedeemAsync(client, response);
    }

    private async Task RedeemAsync(NativeClient client, AuthorizeResponse response)
    {
        Unless(response is { IsError: false, Code: not null } && response.State == client.State, $"The bank answered {response.Error}.");
        using var tokens = await client.RedeemAsync(response.Code!);
        _token = tokens.AccessToken ?? throw new StepFailedException($"The bank answered {tokens.Error}.");
        Unless(tokens.RefreshToken is null, "A payment needs no refresh token.");
    }

    [GeneratedRegex("max_age=\"?([0-9]+)")]
    private static partial Regex MaxAge();
}
