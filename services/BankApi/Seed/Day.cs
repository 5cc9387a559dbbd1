using System.Globalization;

namespace OAuthDemo.BankApi.Seed;

// What a day may bring to a life. Hours keep the order that matters: money comes in the morning, bills and transfers follow,
// cards are used during the day, interest comes last.
internal static class Day
{
    public static IEnumerable<Happening> Of(Life life, DateOnly day)
    {
        foreach (var item in life.Every.Where(item => IsDue(item.Day, day)))
            yield return new(At(day, item.Amount > 0 ? 5 : 6), (ledger, at) => ledger.Write(
                at, item.Account, item.Amount, item.Description, item.Category, item.Merchant, $"{item.Reference} {Month(day)}"));

        foreach (var move in life.Moves.Where(move => IsDue(move.Day, day)))
            yield return new(At(day, 7), (ledger, at) =>
            {
                if (ledger.In(move.From) - move.Amount >= move.Spare) ledger.Transfer(at, move.From, move.To, move.Amount, move.Reference);
            });

        if (life.CardBill is { } bill && IsDue(bill.Day, day))
            yield return new(At(day, 7, 30), (ledger, at) =>
                ledger.Transfer(at, bill.From, bill.Card, Math.Max(0, -ledger.In(bill.Card)), $"Card bill {Month(day)}"));

        if (life.InterestOn is { } savings && day.AddDays(1).Day == 1)
            yield return new(At(day, 23), (ledger, at) =>
                ledger.Write(at, savings, ledger.In(savings) * 2 / 1200, "Interest", "interest", "Harbour Bank", $"2.00 % {Month(day)}"));

        var dice = new Dice(life.Name, day);
        foreach (var habit in life.Habits)
            if (Follow(habit, day, dice) is { } happening) yield return happening;
        foreach (var happening in life.Trips.SelectMany(trip => Travel(trip, day, dice))) yield return happening;
    }

    // All dice are thrown before it is known what falls: one habit must not change the luck of the next.
    private static Happening? Follow(Habit habit, DateOnly day, Dice dice)
    {
        var (happens, hour, minute) = (dice.Happens(habit.TimesADay), dice.From(8, 21), dice.From(0, 59));
        var (cents, merchant) = (dice.From(habit.Least, habit.Most), dice.OneOf(habit.Merchants));
        if (!happens) return null;

        var reference = cents > 0 ? $"Invoice {day:yyyyMMdd}" : null;
        return new(At(day, hour, minute), (ledger, at) =>
        {
            if (cents > 0 || ledger.Affords(habit.Account, -cents))
                ledger.Write(at, habit.Account, cents, habit.Description, habit.Category, merchant, reference);
        });
    }

    private static IEnumerable<Happening> Travel(Trip trip, DateOnly day, Dice dice)
    {
        Happening Pay(int hour, int cents, string category, string merchant, string reference) => new(At(day, hour), (ledger, at) =>
            ledger.Write(at, trip.Account, -cents, Ledger.CardPayment, category, merchant, reference));

        var dayOfTrip = day.DayNumber - new DateOnly(day.Year, trip.Month, trip.Day).DayNumber;
        var meal = dice.From(900, 3400);
        if (dayOfTrip == -30) yield return Pay(20, trip.Fare, "travel", trip.Way, $"To {trip.Place} and back");
        if (dayOfTrip >= 0 && dayOfTrip < trip.Days) yield return Pay(13, meal, "restaurants", $"Osteria {trip.Place}", trip.Place);
        if (dayOfTrip == trip.Days - 1) yield return Pay(10, trip.Night * dayOfTrip, "travel", trip.Hotel, $"{dayOfTrip} nights");
    }

    private static bool IsDue(int dayOfMonth, DateOnly day) => day.Day == Math.Min(dayOfMonth, DateTime.DaysInMonth(day.Year, day.Month));

    private static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day, new TimeOnly(hour, minute), TimeSpan.Zero);

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

internal sealed record Happening(DateTimeOffset At, Action<Ledger, DateTimeOffset> Write);
