using System.Net;
using OAuthDemo.Benchmarks.Load;

namespace OAuthDemo.Benchmarks.Works;

/// <summary>One thing to measure.</summary>
/// <param name="Name">As it stands in the table.</param>
/// <param name="To">Where the load goes.</param>
/// <param name="Scripts">Makes what each connection does, anew for each run.</param>
internal sealed record Case(string Name, IPEndPoint To, Func<Task<IReadOnlyList<Script>>> Scripts)
{
    /// <summary>So many a second are wanted.</summary>
    public double? Wanted { get; init; }

    /// <summary>So much of what the bare endpoint does is wanted.</summary>
    public double? WantedOfBare { get; init; }

    /// <summary>Nothing is wanted of it: others are compared with it.</summary>
    public bool IsYardstick { get; init; }

    public static Case Same(string name, Uri address, byte[] request) =>
        new(name, address.EndPoint(), () => Task.FromResult<IReadOnlyList<Script>>([.. Enumerable.Repeat<Script>(answer => Repeat(answer, request), Cases.Connections)]));

    /// <summary>The same request again and again, which must be answered with 200.</summary>
    public static IEnumerable<byte[]?> Repeat(Answer answer, byte[] request)
    {
        while (true)
        {
            yield return request;
            answer.MustBe(200);
            yield return null;
        }
    }
}
