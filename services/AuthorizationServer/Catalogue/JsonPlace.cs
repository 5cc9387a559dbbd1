using System.Text;
using System.Text.Json;

namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>A JSON value that remembers the line it stands on, so that every complaint about it can say where.</summary>
internal sealed record JsonPlace(int Line, object? Value)
{
    private static readonly JsonReaderOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public IReadOnlyDictionary<string, JsonPlace> Properties => Value as Dictionary<string, JsonPlace> ?? [];

    public IReadOnlyList<JsonPlace> Items => Value as List<JsonPlace> ?? [];

    public bool IsObject => Value is Dictionary<string, JsonPlace>;

    public bool IsArray => Value is List<JsonPlace>;

    /// <exception cref="JsonException">The text is not JSON; its line number counts from zero.</exception>
    public static JsonPlace Parse(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var lines = new LineCounter(utf8);
        var reader = new Utf8JsonReader(utf8, Relaxed);
        reader.Read();
        var root = Read(ref reader, lines);
        reader.Read();
        return root;
    }

    private static JsonPlace Read(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(line, ReadObject(ref reader, lines)),
            JsonTokenType.StartArray => new(line, ReadArray(ref reader, lines)),
            JsonTokenType.String => new(line, reader.GetString()),
            JsonTokenType.True => new(line, true),
            JsonTokenType.False => new(line, false),
            JsonTokenType.Number => new(line, reader.GetDecimal()),
            _ => new(line, null),
        };
    }

    private static Dictionary<string, JsonPlace> ReadObject(ref Utf8JsonReader reader, LineCounter lines)
    {
        var properties = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, line) = (reader.GetString()!, lines.At(reader.TokenStartIndex));
            reader.Read();
            if (!properties.TryAdd(name, Read(ref reader, lines)))
                throw new JsonException($"\"{name}\" is said twice", path: null, lineNumber: line - 1, bytePositionInLine: null);
        }

        return properties;
    }

    private static List<JsonPlace> ReadArray(ref Utf8JsonReader reader, LineCounter lines)
    {
        var items = new List<JsonPlace>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader, lines));
        return items;
    }

    /// <summary>Tokens come in the order of the text, so lines are counted once from front to back.</summary>
    private sealed class LineCounter(byte[] text)
    {
        private int _position;
        private int _line = 1;

        public int At(long index)
        {
            for (; _position < index; _position++)
                if (text[_position] == '\n')
                    _line++;
            return _line;
        }
    }
}
