using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OAuthDemo.BankApi.Store;

internal sealed class InstantAsMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number))
{
    // As precise as the store, so that what has just been written looks the same when it is read back.
    public static DateTimeOffset Now(TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
