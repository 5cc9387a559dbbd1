namespace OAuthDemo.Integration.Demo;

/// <summary>What clients of the bank's API ask most.</summary>
public static class BankCalls
{
    /// <summary>The ids of the accounts that a token opens.</summary>
    public static async Task<IReadOnlyList<string>> AccountIdsAsync(this DemoSystem demo, string accessToken)
    {
        var answer = await demo.Http().GetAsync("api/accounts", accessToken);
        answer.Status.ShouldBe(200, answer.Body);
        return [.. answer.Json.GetProperty("data").EnumerateArray().Select(account => account.GetProperty("accountId").GetString()!)];
    }
}
