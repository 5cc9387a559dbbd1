using System.Net;
using System.Net.Sockets;

namespace OAuthDemo.Integration.Demo;

/// <summary>An address at which nobody answers, not even to say no: what a machine that is gone looks like. (Where the system refuses instead, what a process that is gone looks like.)</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<TcpClient> _queue = [];

    public BlackHole()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        var port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Address = $"http://127.0.0.1:{port}";

        // Nobody accepts; when the queue is full, whoever else comes hears nothing.
        for (var length = 0; length < 4; length++)
        {
            var waiting = new TcpClient();
            _queue.Add(waiting);
            if (Task.WaitAny([waiting.ConnectAsync(IPAddress.Loopback, port)], millisecondsTimeout: 200) < 0)
                break;
        }
    }

    public string Address { get; }

    public void Dispose()
    {
        _queue.ForEach(waiting => waiting.Dispose());
        _listener.Dispose();
    }
}
