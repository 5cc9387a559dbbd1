using System.Globalization;
using System.Text;

namespace OAuthDemo.Benchmarks.Load;

/// <summary>The last answer to one user: as it came, in a buffer that is used again.</summary>
internal sealed class Answer
{
    private static readonly byte[] _lastChunk = "0\r\n\r\n"u8.ToArray();

    private byte[] _buffer = new byte[16 * 1024];
    private int _length;
    private int _body;

    public int Status { get; private set; }

    /// <summary>Where more of it goes.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_length == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _length);
            return _buffer.AsSpan(_length);
        }
    }

    public string Text => Encoding.UTF8.GetString(Filled);

    private ReadOnlySpan<byte> Filled => _buffer.AsSpan(0, _length);

    public void Clear() => (_length, _body, Status) = (0, 0, 0);

    /// <returns>Whether the answer is complete.</returns>
    public bool Took(int count)
    {
        _length += count;
        if (_body == 0)
        {
            if (Filled.IndexOf("\r\n\r\n"u8) is var end && end < 0)
                return false;
            _body = end + 4;
            Status = int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        }

        return Header("content-length") is { } length
            ? _length - _body >= int.Parse(length, CultureInfo.InvariantCulture)
            : Status is 204 or 304 || Filled.EndsWith(_lastChunk);
    }

    /// <exception cref="InvalidOperationException">It is another status. A fast refusal must never count as work.</exception>
    public Answer MustBe(int status) =>
        Status == status ? this : throw new InvalidOperationException($"The answer should be {status} and is:\n{Text}");

    public string? Header(string name)
    {
        var head = Filled[..Math.Max(0, _body - 2)];
        while (head.IndexOf("\r\n"u8) is var end && end >= 0)
        {
            var line = head[..end];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return Encoding.ASCII.GetString(line[(name.Length + 1)..]).Trim();
            head = head[(end + 2)..];
        }

        return null;
    }

    /// <summary>A text member of a flat JSON body.</summary>
    public string Member(string name) => Between($"\"{name}\":\"", '"');

    /// <summary>A parameter of the address that the answer redirects to.</summary>
    public string Redirected(string parameter) => Between($"{parameter}=", '&', '\r');

    private string Between(string before, params ReadOnlySpan<char> after)
    {
        var text = Text;
        var start = text.IndexOf(before, StringComparison.Ordinal) is var at && at >= 0
            ? at + before.Length : throw new InvalidOperationException($"The answer has no {before}…:\n{text}");
        var length = text.AsSpan(start).IndexOfAny(after);
        return text.Substring(start, length);
    }
}
