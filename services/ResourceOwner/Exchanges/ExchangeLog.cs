namespace OAuthDemo.ResourceOwner.Exchanges;

/// <summary>The messages of one story in the order in which their answers came. Safe to write from several threads.</summary>
/// <param name="listener">Told of each exchange as it is added, e.g. to print it.</param>
public sealed class ExchangeLog(Action<Exchange>? listener = null)
{
    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];

    /// <summary>A copy of what was recorded so far.</summary>
    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (_lock)
                return [.. _exchanges];
        }
    }

    /// <summary>The newest exchange, if any.</summary>
    public Exchange? Last
    {
        get
        {
            lock (_lock)
                return _exchanges is [.., var last] ? last : null;
        }
    }

    /// <summary>Adds an exchange under the next number.</summary>
    public Exchange Add(Exchange exchange)
    {
        lock (_lock)
        {
            exchange = exchange with { Number = _exchanges.Count + 1 };
            _exchanges.Add(exchange);
            listener?.Invoke(exchange);
            return exchange;
        }
    }

    /// <summary>All exchanges as plain text.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Exchanges);
}
