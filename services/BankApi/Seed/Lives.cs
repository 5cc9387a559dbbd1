using static OAuthDemo.BankApi.Seed.Households;

namespace OAuthDemo.BankApi.Seed;

// Three lives. Every name of a merchant is invented.
internal static class Lives
{
    private const string Salary = "Salary", Debit = "Direct debit", Card = Ledger.CardPayment, Cash = "Cash withdrawal", Paid = "Incoming payment";

    public static IReadOnlyList<Life> All { get; } = [Alice(), Bob(), Carol(), Home()];

    private static Life Alice() => new("alice",
        Every:
        [
            new(27, AliceCurrent, 348_500, Salary, "income", "Northquay Design Studio", "Salary"),
            new(3, AliceCurrent, -5_800, Debit, "transport", "Tramline City Transit", "Season ticket"),
            new(5, AliceCurrent, -3_900, Debit, "health", "Cedar Street Gym", "Membership 20418"),
            new(8, AliceCurrent, -1_999, Debit, "subscriptions", "Brightwire Mobile", "Contract 7730-1"),
            new(15, AliceCurrent, -6_240, Debit, "insurance", "Quillon Insurance", "Policy Q-551208"),
            new(11, AliceCard, -1_299, Card, "subscriptions", "Reel and Relay Films", "Monthly plan"),
            new(19, AliceCard, -999, Card, "subscriptions", "Tuneharbour Music", "Monthly plan"),
        ],
        Habits:
        [
            new(AliceCurrent, 0.50, -1_650, -780, Card, "restaurants", "Saltmarsh Café", "Noodle Lantern", "The Copper Kettle", "Corner Loaf Bakery"),
            new(AliceCurrent, 0.07, -6_000, -4_000, Cash, "cash", "Harbour Bank cash machine, Quay Street"),
            new(AliceCard, 0.09, -9_900, -2_400, Card, "shopping", "Thread and Tide", "Lantern Lane Books", "Voltarama Electronics", "Home by Hollis"),
            new(AliceCard, 0.12, -6_800, -2_200, Card, "restaurants", "Trattoria Molo", "Ember and Oak", "Blue Door Wine Bar"),
            new(AliceCurrent, 0.05, -3_400, -650, Card, "health", "Pelican Pharmacy", "Quayside Dental"),
        ],
        Moves: [new(28, AliceCurrent, Joint, 115_000, "Household"), new(29, AliceCurrent, AliceSavings, 120_000, "Saving", Spare: 90_000)],
        Trips:
        [
            new(5, 14, 6, AliceCard, "Blue Heron Airways", 23_480, "Casa do Azulejo", 11_200, "Porto"),
            new(10, 3, 4, AliceCard, "Kestrel Rail", 11_890, "Hotel Lindenhof", 9_850, "Salzburg"),
        ],
        CardBill: new(21, AliceCard, AliceCurrent), InterestOn: AliceSavings);

    private static Life Bob() => new("bob",
        Every:
        [
            new(28, BobCurrent, 291_200, Salary, "income", "Pier Nine Boatworks", "Salary"),
            new(2, BobCurrent, -2_450, Debit, "subscriptions", "Brightwire Mobile", "Contract 8152-4"),
            new(6, BobCurrent, -1_500, Debit, "leisure", "Harbour Rowing Club", "Member 312"),
            new(12, BobCurrent, -8_900, Debit, "transport", "Wagonwheel Car Share", "Account 66-20"),
            new(16, BobCurrent, -1_299, Debit, "subscriptions", "Pixel Pond Games", "Monthly plan"),
        ],
        Habits:
        [
            new(BobCurrent, 0.42, -1_900, -690, Card, "restaurants", "Dockside Grill", "Saltmarsh Café", "Falafel Corner"),
            new(BobCurrent, 0.10, -8_000, -3_000, Cash, "cash", "Harbour Bank cash machine, Station"),
            new(BobCurrent, 0.07, -11_500, -1_800, Card, "shopping", "Rivet and Plank Hardware", "Chandler Brothers", "Voltarama Electronics"),
            new(BobCurrent, 0.13, -5_200, -1_600, Card, "leisure", "The Tilted Mast", "Astoria Picture House", "Ferry Lane Climbing"),
            new(BobCurrent, 0.09, -5_600, -3_100, Card, "transport", "Lowtide Fuel"),
        ],
        Moves: [new(1, BobCurrent, Joint, 95_000, "Household"), new(2, BobCurrent, BobSavings, 70_000, "The boat", Spare: 80_000)],
        Trips: [new(7, 20, 8, BobCurrent, "Skerry Line Ferries", 18_600, "Pension Nordlys", 7_900, "Bergen")],
        CardBill: null, InterestOn: BobSavings);

    private static Life Carol() => new("carol",
        Every:
        [
            new(1, CarolCurrent, -86_500, Debit, "housing", "Weaver Row Lettings", "Rent flat 7"),
            new(4, CarolCurrent, -22_000, Debit, "housing", "The Old Sailmakers", "Studio 12"),
            new(7, CarolCurrent, -7_350, Debit, "utilities", "Lighthouse Energy", "Contract 41-903"),
            new(9, CarolCurrent, -3_495, Debit, "utilities", "Nimbus Broadband", "Customer 80031"),
            new(14, CarolCurrent, -18_900, Debit, "insurance", "Quillon Insurance", "Policy Q-770341"),
            new(10, CarolCard, -2_619, Card, "subscriptions", "Inkwell Creative Tools", "Monthly plan"),
            new(18, CarolCard, -999, Card, "subscriptions", "Tuneharbour Music", "Monthly plan"),
        ],
        Habits:
        [
            new(CarolCurrent, 0.115, 48_000, 164_000, Paid, "income", "Fable House Press", "Mapmaker Magazine", "Little Otter Toys", "Museum of Tides"),
            new(CarolCurrent, 0.36, -5_900, -900, Card, "groceries", "Green Barrow Market", "Corner Loaf Bakery", "Halfmoon Grocers"),
            new(CarolCurrent, 0.30, -1_400, -420, Card, "restaurants", "Noodle Lantern", "Saltmarsh Café", "Teahouse Linden"),
            new(CarolCard, 0.10, -12_800, -1_500, Card, "shopping", "Paper and Pigment", "Lantern Lane Books", "Thread and Tide"),
            new(CarolCurrent, 0.08, -2_800, -350, Card, "transport", "Tramline City Transit", "Kestrel Rail"),
            new(CarolCurrent, 0.04, -5_000, -2_000, Cash, "cash", "Harbour Bank cash machine, Market Hall"),
        ],
        Moves: [new(25, CarolCurrent, CarolSavings, 125_000, "Set aside for tax", Spare: 150_000)],
        Trips: [new(9, 8, 7, CarolCard, "Blue Heron Airways", 31_240, "Locanda del Faro", 8_600, "Palermo")],
        CardBill: new(22, CarolCard, CarolCurrent), InterestOn: CarolSavings);

    // Somebody who joined later: works, pays rent, eats.
    public static Life Newcomer(string current, string savings) => new(current,
        Every:
        [
            new(26, current, 264_300, Salary, "income", "Tidemark Logistics", "Salary"),
            new(1, current, -94_000, Debit, "housing", "Weaver Row Lettings", "Rent"),
            new(8, current, -2_450, Debit, "subscriptions", "Brightwire Mobile", "Contract"),
        ],
        Habits:
        [
            new(current, 0.36, -6_400, -900, Card, "groceries", "Green Barrow Market", "Corner Loaf Bakery", "Halfmoon Grocers"),
            new(current, 0.25, -2_100, -420, Card, "restaurants", "Noodle Lantern", "Saltmarsh Café"),
        ],
        Moves: [new(27, current, savings, 30_000, "Saving", Spare: 60_000)], Trips: [], CardBill: null, InterestOn: savings);

    // What Alice and Bob pay together.
    private static Life Home() => new("home",
        Every:
        [
            new(2, Joint, -121_000, Debit, "housing", "Weaver Row Lettings", "Rent flat 3"),
            new(6, Joint, -9_480, Debit, "utilities", "Lighthouse Energy", "Contract 38-117"),
            new(9, Joint, -3_995, Debit, "utilities", "Nimbus Broadband", "Customer 79214"),
            new(17, Joint, -1_875, Debit, "insurance", "Quillon Insurance", "Household Q-550777"),
        ],
        Habits:
        [
            new(Joint, 0.44, -8_600, -1_200, Card, "groceries", "Green Barrow Market", "Halfmoon Grocers", "Tidewater Fish", "Corner Loaf Bakery"),
            new(Joint, 0.03, -7_900, -1_500, Card, "shopping", "Home by Hollis", "Rivet and Plank Hardware"),
        ],
        Moves: [], Trips: [], CardBill: null, InterestOn: null);
}
