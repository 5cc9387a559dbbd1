namespace OAuthDemo.BankApi.Seed;

// A small generator (SplitMix64) of our own: the same day of the same life comes out the same on every machine and every
// version of the framework, which System.Random does not promise.
internal sealed class Dice(string life, DateOnly day)
{
    private ulong _state = Start(life, day);

    public bool Happens(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    public int From(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[From(0, choices.Count - 1)];

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong Start(string life, DateOnly day) =>
        life.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL) + (ulong)day.DayNumber;
}
