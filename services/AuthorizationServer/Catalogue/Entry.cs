namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>One client, scope or person as it stands in a file. What cannot be read is written down as a mistake, and reading goes on.</summary>
internal sealed class Entry(string file, JsonPlace place, List<string> mistakes)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Text(string property) => OptionalText(property) ?? Missing(property);

    public string? OptionalText(string property) => Find(property) switch
    {
        null => null,
        { Value: string text } when !string.IsNullOrWhiteSpace(text) => text,
        var other => Wrong(property, other, "must be a text that is not empty"),
    };

    public bool Flag(string property, bool otherwise = false)
    {
        if (Find(property) is not { } place)
            return otherwise;
        if (place.Value is bool flag)
            return flag;
        Wrong(property, place, "must be true or false");
        return otherwise;
    }

    /// <summary>The texts of a list; each goes through <paramref name="read"/>, which may complain.</summary>
    public List<string> Texts(string property, Func<string, Action<string>, string?>? read = null)
    {
        var texts = new List<string>();
        if (Find(property) is not { } list)
            return texts;
        if (!list.IsArray)
            Wrong(property, list, "must be a list");
        foreach (var item in list.Items)
            if (item.Value is not string text)
                Wrong(property, item, "must hold texts only");
            else if (read is null)
                texts.Add(text);
            else if (read(text, mistake => Wrong(property, item, mistake)) is { } value)
                texts.Add(value);
        return texts;
    }

    public void Mistake(string property, string mistake) =>
        Wrong(property, place.Properties.GetValueOrDefault(property) ?? place, mistake);

    /// <summary>A property that nobody asked for is a typing error that would silently do nothing.</summary>
    public void RefuseTheRest()
    {
        if (!place.IsObject)
            mistakes.Add($"{file}({place.Line}): must be an object");
        foreach (var (name, value) in place.Properties)
            if (!_known.Contains(name))
                Wrong(name, value, $"is unknown; known are {string.Join(", ", _known)}");
    }

    private JsonPlace? Find(string property)
    {
        _known.Add(property);
        return place.Properties.GetValueOrDefault(property);
    }

    private string Missing(string property)
    {
        if (!place.Properties.ContainsKey(property))
            Mistake(property, "is missing");
        return "";
    }

    private string? Wrong(string property, JsonPlace where, string mistake)
    {
        var name = place.Properties.GetValueOrDefault("id") ?? place.Properties.GetValueOrDefault("name") ?? place.Properties.GetValueOrDefault("userName");
        mistakes.Add($"{file}({where.Line}): {(name?.Value is string text ? $"{text}: " : "")}{property} {mistake}");
        return null;
    }
}
