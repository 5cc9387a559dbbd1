using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.AppHost;

internal static class Setting
{
    extension(IConfiguration configuration)
    {
        /// <summary>A whole number above zero; nothing when it is not set. Anything else is refused by name.</summary>
        public int? Number(string key, int largest) => configuration[key] switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= largest => number,
            var text => throw new DistributedApplicationException($"{key} is '{text}': give a whole number from 1 to {largest}, as in --{key}=<number>."),
        };
    }
}
