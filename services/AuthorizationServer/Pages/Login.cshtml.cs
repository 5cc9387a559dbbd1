using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OAuthDemo.AuthorizationServer.Catalogue;
using OAuthDemo.AuthorizationServer.People;

namespace OAuthDemo.AuthorizationServer.Pages;

internal sealed class LoginModel(Bank bank, PeopleAccess access, IHostEnvironment environment) : PageModel
{
    [BindProperty]
    public Credentials Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A demo person whose name and password stand in the form already.</summary>
    public BankPerson? Prefilled { get; private set; }

    /// <summary>The client that sent the person here, if one did.</summary>
    public BankClient? Client { get; private set; }

    public (string Title, string Advice)? Problem { get; private set; }

    public IReadOnlyList<BankPerson> DemoPeople => environment.IsDevelopment() ? bank.People : [];

    public IActionResult OnGet(string? user)
    {
        Prepare();
        Prefilled = DemoPeople.FirstOrDefault(person => person.UserName == user);
        Input = new() { UserName = Prefilled?.UserName ?? "" };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Prepare();
        var (outcome, person) = await access.CheckPasswordAsync(Input.UserName, Input.Password);
        if (person is not null)
        {
            await HttpContext.OpenSessionAsync(person);
            return this.SeeOther(ReturnUrl ?? "/");
        }

        Problem = outcome == SignInOutcome.LockedOut
            ? ("This account is locked for five minutes", "There were too many wrong passwords. Nothing was lost; try again a little later.")
            : ("That did not work", "User name and password do not belong together. After five wrong passwords the account is locked for five minutes.");
        return Page();
    }

    private void Prepare()
    {
        // Whoever made the link, it cannot send a person elsewhere after signing in.
        ReturnUrl = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : null;
        Client = bank.ClientOf(ReturnUrl);
        HttpContext.LetFormsEndAt(Client?.RedirectUris);
    }

    internal sealed record Credentials
    {
        public string UserName { get; init; } = "";

        public string Password { get; init; } = "";
    }
}
