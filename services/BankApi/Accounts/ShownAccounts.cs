using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OAuthDemo.BankApi.Consents;
using OAuthDemo.BankApi.Store;

namespace OAuthDemo.BankApi.Accounts;

// The accounts that a consent shows. They are read once for what the authorization server said of the consent, and so are as old as that at most.
internal sealed class ShownAccounts(IServiceScopeFactory scopes, AccountIds ids)
{
    private readonly ConditionalWeakTable<LiveConsent, IReadOnlyList<AccountView>> _known = [];

    public async ValueTask<IReadOnlyList<AccountView>> OfAsync(LiveConsent consent, CancellationToken cancellation) =>
        _known.TryGetValue(consent, out var shown) ? shown : _known.GetOrAdd(consent, await ReadAsync(consent, cancellation));

    private async Task<IReadOnlyList<AccountView>> ReadAsync(LiveConsent consent, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = await ConsentedAccounts.Of(scope.ServiceProvider.GetRequiredService<BankDb>(), consent).ToListAsync(cancellation);
        return [.. accounts.OrderBy(account => account.Kind).Select(account => AccountView.Of(account, ids, consent))];
    }
}
