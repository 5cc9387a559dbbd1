using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Accounts;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.Consents;
using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.AuthorizationServer.Pages;

[Authorize]
internal sealed class ConsentModel(
    ConsentRegister register, Bank bank, CustomerAccounts customerAccounts, UserManager<Person> people, TimeProvider time) : PageModel
{
    private const int UsualPeriod = 90;

    public Consent Consent { get; private set; } = null!;

    public BankClient Client { get; private set; } = null!;

    /// <summary>What is asked for, in the bank's words.</summary>
    public IReadOnlyList<BankScope> Scopes { get; private set; } = [];

    /// <summary>The one payment it is about, if it is about one.</summary>
    public PaymentOrder? Payment => Consent.Payment;

    public bool AsksForAccounts => AsksForPeriod || Payment is not null;

    public bool AsksForPeriod => Scopes.Any(scope => scope.PerAccount);

    /// <summary>The person's accounts; null while the bank's account system does not answer.</summary>
    public IReadOnlyList<CustomerAccount>? Accounts { get; private set; }

    public IReadOnlyCollection<string> ChosenScopes { get; private set; } = [];

    public IReadOnlyCollection<string> ChosenAccounts { get; private set; } = [];

    public int ChosenDays { get; private set; } = UsualPeriod;

    public IReadOnlyList<(int Days, string Name, DateTimeOffset Until)> Periods => [.. Consent.Periods.Select(days =>
        (days, days == 365 ? "1 year" : Wording.Count(days, "day"), time.GetUtcNow().AddDays(days)))];

    /// <summary>The person must pick an account first.</summary>
    public bool AccountMissing { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!await ReadAsync(id))
            return Over();
        ChosenScopes = [.. Scopes.Select(scope => scope.Name)];
        await ReadAccountsAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string decision, string[] scope, string[] account, int days)
    {
        if (!await ReadAsync(id))
            return Over();
        if (decision == "deny")
            return After(await register.DenyAsync(id, Consent.Subject));
        if (decision != "allow")
            return BadRequest();

        ChosenScopes = [.. Scopes.Where(asked => !asked.Optional || scope.Contains(asked.Name)).Select(asked => asked.Name)];
        (ChosenAccounts, ChosenDays) = (account, AsksForPeriod ? days : Consent.Periods[^1]);
        await ReadAccountsAsync();
        if (AsksForAccounts && Accounts is null)
            return Page();
        ChosenAccounts = [.. account.Intersect((Accounts ?? []).Select(own => own.Id))];
        return After(await register.AllowAsync(id, Consent.Subject, ChosenScopes, ChosenAccounts, ChosenDays));
    }

    private async Task<bool> ReadAsync(string id)
    {
        if (await register.FindAwaitingAsync(id, User.PersonId()!) is not { } consent || bank.Client(consent.ClientId) is not { } client)
            return false;
        (Consent, Client, Scopes) = (consent, client, [.. bank.Named([.. consent.RequestedScopes])]);
        if (consent.RedirectUri.Length > 0)
            HttpContext.LetFormsEndAt(client.RedirectUris);
        return true;
    }

    private async Task ReadAccountsAsync()
    {
        if (AsksForAccounts && await people.FindByIdAsync(Consent.Subject) is { } person)
            Accounts = await customerAccounts.OfAsync(person.CustomerNumber, HttpContext.RequestAborted);
    }

    private IActionResult After(Decision decision)
    {
        if (decision == Decision.Taken)
            return this.SeeOther($"{Consent.ReturnUrl}{(Consent.ReturnUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?')}consent={Consent.Id}");
        if (decision != Decision.AccountMissing)
            return decision == Decision.NotFound ? Over() : BadRequest();
        AccountMissing = true;
        return Page();
    }

    /// <summary>Answered, too old, or somebody else's: from outside these look alike.</summary>
    private NotFoundResult Over()
    {
        HttpContext.Features.Set(new QuestionIsOver());
        return NotFound();
    }
}

/// <summary>Lets the error page say that it is a question that is gone, and not a page.</summary>
internal sealed record QuestionIsOver;
