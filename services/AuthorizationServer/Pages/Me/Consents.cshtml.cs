using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Accounts;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.AuthorizationServer.Pages.Me;

[Authorize]
internal sealed class ConsentsModel(
    ConsentRegister register, Bank bank, CustomerAccounts customerAccounts, UserManager<Person> people, TimeProvider time) : PageModel
{
    private const string WhileAway = "offline_access";

    private IReadOnlyDictionary<string, string>? _accountNames;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public IReadOnlyList<Consent> Live { get; private set; } = [];

    public IReadOnlyList<Consent> Ended { get; private set; } = [];

    /// <summary>The client whose access was ended a moment ago, to say so.</summary>
    public string? JustEnded { get; private set; }

    public async Task OnGetAsync(string? ended)
    {
        var all = await register.OfPersonAsync(User.PersonId()!);
        Live = [.. all.Where(consent => consent.IsLiveAt(Now))];
        Ended = [.. all.Where(consent => !consent.IsLiveAt(Now)).OrderByDescending(EndOf)];
        JustEnded = Ended.FirstOrDefault(consent => consent.Id == ended) is { } one ? ClientName(one) : null;
        if (all.Any(consent => consent.AccountIds.Count > 0) && await people.FindByIdAsync(User.PersonId()!) is { } person)
            _accountNames = (await customerAccounts.OfAsync(person.CustomerNumber, HttpContext.RequestAborted))?
                .ToDictionary(account => account.Id, account => $"{account.Name} {account.MaskedNumber}");
    }

    public string ClientName(Consent consent) => bank.Client(consent.ClientId)?.Name ?? consent.ClientId;

    public string? Operator(Consent consent) => bank.Client(consent.ClientId)?.Operator;

    public IEnumerable<string> Titles(Consent consent) => bank.Named([.. consent.Scopes]).Where(scope => scope.Name != WhileAway).Select(scope => scope.Title);

    public static string When(Consent consent) => consent.Scopes.Contains(WhileAway) ? "Also while you are away" : "Only while you use it";

    /// <summary>The accounts by name, or only how many while the account system does not answer.</summary>
    public IEnumerable<string> AccountNames(Consent consent) => _accountNames is { } names
        ? consent.AccountIds.Select(id => names.GetValueOrDefault(id, "an account that was closed"))
        : consent.AccountIds.Count == 0 ? [] : [Wording.Count(consent.AccountIds.Count, "account")];

    public DateTimeOffset EndOf(Consent consent) =>
        consent.StatusAt(Now) == ConsentStatus.Expired ? consent.ExpiresAt!.Value : consent.StatusUpdatedAt;

    public string EndedBy(Consent consent) => consent.EndedByAt(Now) switch
    {
        Consents.EndedBy.Person => "You ended it",
        Consents.EndedBy.Client => $"{ClientName(consent)} disconnected",
        Consents.EndedBy.Expiry => "The time was over",
        _ => "Harbour Bank ended it",
    };
}
