using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>
/// What one user does, over and over: yields each request as bytes, and finds the answer to it in <paramref name="answer"/> when it goes on. A null
/// says that the work was done once.
/// </summary>
internal delegate IEnumerable<byte[]?> Script(Answer answer);

/// <summary>One connection that is kept open, and what is done on it.</summary>
internal sealed class User : IDisposable
{
    private readonly IEnumerator<byte[]?> _script;
    private readonly Answer _answer = new();

    public User(IPEndPoint to, Script script)
    {
        Socket = new(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(to);
        Descriptor = (int)Socket.Handle;
        _script = script(_answer).GetEnumerator();
    }

    public Socket Socket { get; }

    public int Descriptor { get; }

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>When the work was due that is being done, in ticks of the stopwatch.</summary>
    public long Since { get; private set; }

    /// <summary>When the request was sent that is being answered, or when it was due if the work begins with it.</summary>
    public long Asked { get; private set; }

    /// <summary>Begins the work.</summary>
    /// <param name="due">When it was due, in ticks of the stopwatch.</param>
    public void Begin(long due)
    {
        GoOn();
        Since = Asked = due;
    }

    /// <summary>Sends the next request.</summary>
    /// <returns>False when the work is done; the next call begins it anew.</returns>
    public bool GoOn()
    {
        _script.MoveNext();
        IsBusy = _script.Current is not null;
        if (_script.Current is not { } request)
            return false;
        _answer.Clear();
        Asked = Stopwatch.GetTimestamp();
        if (Socket.Send(request) != request.Length)
            throw new InvalidOperationException("A request did not fit into the socket's buffer.");
        return true;
    }

    /// <returns>Whether the answer is complete.</returns>
    public bool Receive()
    {
        var count = Socket.Receive(_answer.Room);
        return count > 0 ? _answer.Took(count) : throw new InvalidOperationException($"The connection was closed after:\n{_answer.Text}");
    }

    public void Dispose()
    {
        Socket.Dispose();
        _script.Dispose();
    }
}
