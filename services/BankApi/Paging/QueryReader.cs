using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using OAuthDemo.ServiceDefaults.Problems;

namespace OAuthDemo.BankApi.Paging;

// Reads query parameters strictly, and remembers the first that could not be read.
internal sealed class QueryReader(IQueryCollection query)
{
    public ProblemHttpResult? Complaint { get; private set; }

    public DateOnly? Date(string name) => Read<DateOnly?>(name, null, "a date such as 2026-01-31",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null);

    public int Number(string name, int otherwise, int atMost) => Read<int?>(name, otherwise, $"a whole number from 1 to {atMost}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= atMost
            ? number : null) ?? otherwise;

    public void Refuse(string parameter, string detail) => Complaint ??= Problem.Of(
        StatusCodes.Status400BadRequest, "parameter.invalid", detail, ("parameter", parameter));

    private T Read<T>(string name, T otherwise, string form, Func<string, T?> parse)
    {
        var values = query[name];
        if (values.Count == 0) return otherwise;
        if (values.Count == 1 && parse(values[0]!) is { } value) return value;

        Refuse(name, values.Count > 1 ? $"Give {name} once." : $"{name} must be {form}.");
        return otherwise;
    }
}
