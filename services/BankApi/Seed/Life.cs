namespace OAuthDemo.BankApi.Seed;

// What moves money in a life. Amounts are cents; what leaves an account is negative. Accounts are the bank's own ids.
internal sealed record Life(
    string Name, Monthly[] Every, Habit[] Habits, Move[] Moves, Trip[] Trips, CardBill? CardBill, string? InterestOn);

// On a day of each month, to the cent.
internal sealed record Monthly(int Day, string Account, int Amount, string Description, string Category, string Merchant, string Reference);

// Now and then, as long as it can be afforded.
internal sealed record Habit(
    string Account, double TimesADay, int Least, int Most, string Description, string Category, params string[] Merchants);

// From one account of the bank to another: as much arrives as leaves. Not when less than the spare would stay behind.
internal sealed record Move(int Day, string From, string To, int Amount, string Reference, int Spare = int.MinValue);

// A week away, each year from that day.
internal sealed record Trip(int Month, int Day, int Days, string Account, string Way, int Fare, string Hotel, int Night, string Place);

// What is owed on the card is paid from the account.
internal sealed record CardBill(int Day, string Card, string From);
