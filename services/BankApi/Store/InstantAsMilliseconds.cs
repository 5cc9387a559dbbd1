using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OAuthDemo.BankApi.Store;

internal sealed class InstantAsMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
