using OAuthDemo.ServiceDefaults.OutgoingCalls;

namespace OAuthDemo.BankApi.Consents;

// A JWT says what was true when it was signed. Whether the person has ended the consent since, or the bank the machine's
// grant, only its issuer knows.
internal static class LiveConsents
{
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(5);

    public static void AddLiveConsents(this IHostApplicationBuilder builder)
    {
        var (services, timeout) = (builder.Services, builder.Configuration.BackchannelTimeout(TimeSpan.FromSeconds(2)));
        services.AddHttpClient(Introspection.Client, client => client.Timeout = timeout).NeverRetried();
        services.AddSingleton<Introspection>();
        services.AddSingleton<LiveConsentCheck>();
        services.AddSingleton(provider => new RecentAnswers<Answer>(provider.GetRequiredService<TimeProvider>(), _atMost, capacity: 10_000));
    }

    // The check comes after authorization, so that only a good token with enough scope costs a question, and before the
    // endpoint's parameters are bound, because the consent is one of them.
    public static void UseLiveConsents(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Bearer>() is not { } bearer
            || await context.RequestServices.GetRequiredService<LiveConsentCheck>().PassesAsync(context, bearer))
            await next(context);
    });

    public static RouteGroupBuilder RequireLiveConsent(this RouteGroupBuilder api) => api.WithMetadata(Bearer.Person);

    public static RouteGroupBuilder RequireLiveMachine(this RouteGroupBuilder api) => api.WithMetadata(Bearer.Machine);

    public static TBuilder RequireLoginWithin<TBuilder>(this TBuilder endpoint, TimeSpan atMost)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new FreshLogin(atMost));
}

// Who may stand behind the token of a request.
internal sealed record Bearer(bool IsPerson)
{
    public static Bearer Person { get; } = new(true);
    public static Bearer Machine { get; } = new(false);
}
