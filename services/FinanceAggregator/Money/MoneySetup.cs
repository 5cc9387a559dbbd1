using OAuthDemo.FinanceAggregator.Bank;

namespace OAuthDemo.FinanceAggregator.Money;

internal static class MoneySetup
{
    public static void AddMoney(this IServiceCollection services)
    {
        services.AddHttpClient<BankApi>((provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<BankSettings>().Api;
            http.Timeout = TimeSpan.FromSeconds(15);
        });
        services.AddTransient<MoneyReader>();
    }
}
