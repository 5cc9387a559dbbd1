using System.Globalization;

namespace OAuthDemo.BankApi.Seed;

// One day of a life. The hours keep the order that matters: money comes in the morning, bills and transfers follow, cards are
// used during the day, interest comes last.
internal static class Day
{
    public static void Live(Life life, DateOnly day, Ledger ledger)
    {
        foreach (var item in life.Every.Where(item => IsDue(item.Day, day)))
            ledger.Write(At(day, item.Amount > 0 ? 5 : 6), item.Account, item.Amount, item.Description, item.Category, item.Merchant,
                $"{item.Reference} {Month(day)}");
        foreach (var move in life.Moves.Where(move => IsDue(move.Day, day)))
            Transfer(ledger, At(day, 7), move.From, move.To, move.Amount, move.Reference);
        if (life.CardBill is { } bill && IsDue(bill.Day, day) && ledger.In(bill.Card) < 0)
            Transfer(ledger, At(day, 7, 30), bill.From, bill.Card, -ledger.In(bill.Card), $"Card bill {Month(day)}");

        var dice = new Dice(life.Name, day);
        foreach (var habit in life.Habits) Follow(habit, day, dice, ledger);
        foreach (var trip in life.Trips) Travel(trip, day, dice, ledger);

        if (life.InterestOn is { } savings && day.AddDays(1).Day == 1)
            ledger.Write(At(day, 23), savings, ledger.In(savings) * 2 / 1200, "Interest", "interest", "Harbour Bank", $"2.00 % {Month(day)}");
    }

    private static void Follow(Habit habit, DateOnly day, Dice dice, Ledger ledger)
    {
        // The dice fall the same whether or not a part of the day is already written.
        var (happens, hour, minute) = (dice.Happens(habit.TimesADay), dice.From(8, 21), dice.From(0, 59));
        var (cents, merchant) = (dice.From(habit.Least, habit.Most), dice.OneOf(habit.Merchants));
        if (!happens) return;

        var incoming = habit.Least > 0;
        var reference = incoming ? $"Invoice {day:yyyyMMdd}" : null;
        ledger.Write(At(day, hour, minute), habit.Account, cents, habit.Description, habit.Category, merchant, reference,
            byCard: habit.Description == "Card payment");
    }

    private static void Travel(Trip trip, DateOnly day, Dice dice, Ledger ledger)
    {
        var begins = new DateOnly(day.Year, trip.Month, trip.Day);
        var dayOfTrip = day.DayNumber - begins.DayNumber;
        if (dayOfTrip == -30)
            ledger.Write(At(day, 20), trip.Account, -trip.Fare, "Card payment", "travel", trip.Way, $"To {trip.Place} and back", byCard: true);
        if (dayOfTrip < 0 || dayOfTrip >= trip.Days) return;

        ledger.Write(At(day, 13, dice.From(0, 50)), trip.Account, -dice.From(900, 3400), "Card payment", "restaurants", $"Osteria {trip.Place}", byCard: true);
        if (dayOfTrip == trip.Days - 1)
            ledger.Write(At(day, 10), trip.Account, -trip.Night * (trip.Days - 1), "Card payment", "travel", trip.Hotel, $"{trip.Days - 1} nights", byCard: true);
    }

    private static void Transfer(Ledger ledger, DateTimeOffset at, string from, string to, long amount, string reference)
    {
        ledger.Write(at, from, -amount, "Transfer", "transfers", "Own transfer", reference);
        ledger.Write(at, to, amount, "Transfer", "transfers", "Own transfer", reference);
    }

    private static bool IsDue(int dayOfMonth, DateOnly day) => day.Day == Math.Min(dayOfMonth, DateTime.DaysInMonth(day.Year, day.Month));

    private static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day, new TimeOnly(hour, minute), TimeSpan.Zero);

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
