using System.Net;
using System.Net.Http.Headers;
using OAuthDemo.Testcontainers;

namespace OAuthDemo.Containers.Stranger;

/// <summary>The orders API, and a bank that it trusts, wherever that runs.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly OrdersApi _api;
    private readonly HttpMessageHandler _handler;
    private readonly HttpClient _http = new();

    private Shop(IOAuthDemo bank, OrdersApi api, HttpMessageHandler handler) => (Bank, _api, _handler) = (bank, api, handler);

    /// <summary>What a bank has to have for it: a scope that opens the API, a client, a customer, and the API itself.</summary>
    public static BankSeed Seed => new BankSeed()
        .WithScope(new(OrdersApi.Scope, OrdersApi.Audience) { Title = "Your orders" })
        .WithClient(new("shop") { Scopes = ["openid", OrdersApi.Scope, "accounts:read"] })
        .WithClient(new(OrdersApi.ClientId) { Introspects = true, Resource = OrdersApi.Audience })
        .WithPerson(new("dana", "dana-test-1", [new("Pocket money", "12.50")]));

    public IOAuthDemo Bank { get; }

    public static async Task<Shop> OpenAsync(IOAuthDemo bank)
    {
        var handler = bank.CreateHandler();
        return new(bank, await OrdersApi.StartAsync(bank.Issuer, bank.SecretOf(OrdersApi.ClientId)!, bank.Clock, handler), handler);
    }

    /// <summary>A token that dana agrees to.</summary>
    public async Task<string> TokenAsync() => (await Bank.GetTokenForAsync("dana", "shop", [OrdersApi.Scope])).AccessToken;

    /// <summary>What the orders API answers to a token.</summary>
    public async Task<HttpStatusCode> AskAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_api.Address, "orders"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
        _handler.Dispose();
    }
}
