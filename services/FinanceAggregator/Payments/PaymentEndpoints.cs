using Microsoft.AspNetCore.Mvc;
using OAuthDemo.FinanceAggregator.Bank;
using OAuthDemo.FinanceAggregator.Pages;
using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.FinanceAggregator.Payments;

/// <summary>What a visitor does with a payment beside reading about it.</summary>
internal static class PaymentEndpoints
{
    public static void AddPayments(this IServiceCollection services)
    {
        services.AddSingleton<PaymentStore>();
        services.AddTransient<PaymentFlow>();
        services.AddHttpClient<PaymentApi>((provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<BankSettings>().Api;
            http.Timeout = TimeSpan.FromSeconds(15);
        }).NeverRetried();
    }

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        // A page leads here after its form, so this is a GET. All it does is send the browser's owner to the bank, to be asked.
        routes.MapGet("/payments/{id}/authorize", (string id, [FromQuery(Name = "max_age")] int? maxAge, PaymentFlow flow, HttpContext http) =>
            flow.AskAsync(http, id, maxAge));
        routes.MapPost("/payments/{id}/pay", (string id, PaymentFlow flow, HttpContext http) => flow.PayAsync(http, id)).FromOwnForms();
    }
}
