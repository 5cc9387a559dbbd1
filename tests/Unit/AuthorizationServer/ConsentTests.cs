using OAuthDemo.AuthorizationServer.Consents;

namespace OAuthDemo.Unit.AuthorizationServer;

/// <summary>The life of a consent: asked, decided, taken back once, used, ended.</summary>
public sealed class ConsentTests : IDisposable
{
    private const string Client = "app", Alice = "alice-id", Callback = "https://app.example/cb", Request = "/connect/authorize?client_id=app";
    private static readonly string[] Asked = ["accounts:read", "balances:read"];

    private readonly BankStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_was_allowed_lives_until_its_last_day_is_over()
    {
        var consent = await AllowedAsync(days: 30);

        consent.Status.ShouldBe(ConsentStatus.Authorised);
        consent.ExpiresAt.ShouldBe(_store.Now.AddDays(30));
        consent.TransactionsFrom.ShouldBe(new DateOnly(2025, 3, 1));
        consent.IsLiveAt(_store.Now.AddDays(30).AddTicks(-1)).ShouldBeTrue();
        consent.StatusAt(_store.Now.AddDays(30)).ShouldBe(ConsentStatus.Expired);
        consent.EndedByAt(_store.Now.AddDays(30)).ShouldBe(EndedBy.Expiry);
    }

    [Fact]
    public async Task A_question_is_found_by_the_person_it_was_put_to_and_for_ten_minutes()
    {
        var consent = await AskAsync();

        (await _store.Register().FindAwaitingAsync(consent.Id, Alice)).ShouldNotBeNull();
        (await _store.Register().FindAwaitingAsync(consent.Id, "bob-id")).ShouldBeNull();
        _store.Clock.Advance(TimeSpan.FromMinutes(10));
        (await _store.Register().FindAwaitingAsync(consent.Id, Alice)).ShouldBeNull();
        (await _store.Register().AllowAsync(consent.Id, Alice, Asked, ["a1"], 30)).ShouldBe(Decision.NotFound);
    }

    [Fact]
    public async Task Nothing_is_granted_that_was_not_asked_for()
    {
        var consent = await AskAsync();
        await _store.Register().AllowAsync(consent.Id, Alice, ["accounts:read", "profile"], ["a1", "a1", "a2"], 1);

        var allowed = await FindAsync(consent.Id);
        allowed.Scopes.ShouldBe(["accounts:read"]);
        allowed.AccountIds.ShouldBe(["a1", "a2"]);
    }

    [Fact]
    public async Task A_decision_without_a_needed_scope_an_account_or_a_known_period_is_not_taken()
    {
        var consent = await AskAsync();

        (await _store.Register().AllowAsync(consent.Id, Alice, ["balances:read"], ["a1"], 30)).ShouldBe(Decision.ScopeMissing);
        (await _store.Register().AllowAsync(consent.Id, Alice, Asked, [], 30)).ShouldBe(Decision.AccountMissing);
        (await _store.Register().AllowAsync(consent.Id, Alice, Asked, ["a1"], 31)).ShouldBe(Decision.PeriodUnknown);
        (await FindAsync(consent.Id)).Status.ShouldBe(ConsentStatus.AwaitingAuthorisation);
    }

    [Fact]
    public async Task A_question_is_answered_once()
    {
        var consent = await AskAsync();

        (await _store.Register().DenyAsync(consent.Id, Alice)).ShouldBe(Decision.Taken);
        (await _store.Register().AllowAsync(consent.Id, Alice, Asked, ["a1"], 30)).ShouldBe(Decision.NotFound);
        (await FindAsync(consent.Id)).Status.ShouldBe(ConsentStatus.Rejected);
    }

    [Fact]
    public async Task Of_two_answers_at_the_same_moment_one_counts()
    {
        var consent = await AskAsync();
        await using var slow = _store.Open();
        var late = _store.Register(slow);
        await late.FindAwaitingAsync(consent.Id, Alice); // has read the question before it is answered

        (await _store.Register().DenyAsync(consent.Id, Alice)).ShouldBe(Decision.Taken);
        (await late.AllowAsync(consent.Id, Alice, Asked, ["a1"], 30)).ShouldBe(Decision.NotFound);

        (await FindAsync(consent.Id)).Status.ShouldBe(ConsentStatus.Rejected);
    }

    [Theory]
    [InlineData(Alice, Client, Callback, Request, true)]
    [InlineData("bob-id", Client, Callback, Request, false)]
    [InlineData(Alice, "other", Callback, Request, false)]
    [InlineData(Alice, Client, "https://other.example/cb", Request, false)]
    [InlineData(Alice, Client, Callback, Request + "&scope=more", false)]
    public async Task A_decision_counts_for_the_request_that_asked_for_it(string subject, string client, string callback, string request, bool counts)
    {
        var consent = await AllowedAsync();

        var taken = await _store.Register().TakeDecisionAsync(consent.Id, subject, client, callback, request);

        (taken is not null).ShouldBe(counts);
    }

    [Fact]
    public async Task A_decision_counts_once_and_not_for_long()
    {
        var (once, late) = (await AllowedAsync(), await AllowedAsync());

        (await _store.Register().TakeDecisionAsync(once.Id, Alice, Client, Callback, Request)).ShouldNotBeNull();
        (await _store.Register().TakeDecisionAsync(once.Id, Alice, Client, Callback, Request)).ShouldBeNull();
        _store.Clock.Advance(TimeSpan.FromMinutes(2));
        (await _store.Register().TakeDecisionAsync(late.Id, Alice, Client, Callback, Request)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_agreed_is_remembered_as_far_as_it_goes()
    {
        await AllowedAsync(days: 1, scopes: ["accounts:read"]);

        (await _store.Standing().RememberedAsync(Alice, Client, ["accounts:read"])).ShouldNotBeNull();
        (await _store.Standing().RememberedAsync(Alice, Client, Asked)).ShouldBeNull();
        (await _store.Standing().RememberedAsync("bob-id", Client, ["accounts:read"])).ShouldBeNull();
        (await _store.Standing().RememberedAsync(Alice, "other", ["accounts:read"])).ShouldBeNull();
        _store.Clock.Advance(TimeSpan.FromDays(1));
        (await _store.Standing().RememberedAsync(Alice, Client, ["accounts:read"])).ShouldBeNull();
    }

    [Fact]
    public async Task A_person_ends_her_own_consent_and_nobody_elses()
    {
        var consent = await AllowedAsync();

        (await _store.Register().EndAsync(consent.Id, "bob-id")).ShouldBeFalse();
        (await _store.Register().EndAsync(consent.Id, Alice)).ShouldBeTrue();
        (await _store.Register().EndAsync(consent.Id, Alice)).ShouldBeFalse();

        var ended = await FindAsync(consent.Id);
        (ended.Status, ended.EndedBy).ShouldBe((ConsentStatus.Revoked, EndedBy.Person));
        (await _store.Standing().UseAsync(consent.Id)).ShouldBeNull();
        (await _store.Register().OfPersonAsync(Alice)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_use_is_noted_once_a_minute()
    {
        var consent = await AllowedAsync();
        var first = _store.Now;

        await _store.Standing().UseAsync(consent.Id);
        _store.Clock.Advance(TimeSpan.FromSeconds(59));
        await _store.Standing().UseAsync(consent.Id);
        (await FindAsync(consent.Id)).LastUsedAt.ShouldBe(first);
        _store.Clock.Advance(TimeSpan.FromSeconds(2));
        await _store.Standing().UseAsync(consent.Id);

        (await FindAsync(consent.Id)).LastUsedAt.ShouldBe(_store.Now);
    }

    [Fact]
    public async Task Old_questions_that_led_to_nothing_are_forgotten()
    {
        var (open, denied, allowed) = (await AskAsync(), await AskAsync(), await AllowedAsync());
        await _store.Register().DenyAsync(denied.Id, Alice);
        _store.Clock.Advance(TimeSpan.FromDays(16));

        (await _store.TidyAsync()).ShouldBe(2);

        (await _store.Register().FindAsync(open.Id)).ShouldBeNull();
        (await _store.Register().FindAsync(denied.Id)).ShouldBeNull();
        (await _store.Register().FindAsync(allowed.Id)).ShouldNotBeNull();
    }

    private Task<Consent> AskAsync() => _store.Register().AskAsync(Client, Alice, Asked, Callback, Request);

    private async Task<Consent> AllowedAsync(int days = 30, string[]? scopes = null)
    {
        var consent = await AskAsync();
        (await _store.Register().AllowAsync(consent.Id, Alice, scopes ?? Asked, ["a1"], days)).ShouldBe(Decision.Taken);
        return await FindAsync(consent.Id);
    }

    private async Task<Consent> FindAsync(string id) => (await _store.Register().FindAsync(id)).ShouldNotBeNull();
}
