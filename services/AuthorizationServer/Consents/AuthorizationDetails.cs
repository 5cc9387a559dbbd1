using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OAuthDemo.AuthorizationServer.Consents;

/// <summary>How <c>authorization_details</c> are read: a field that nobody knows would be agreed to unseen, so RFC 9396 §5 wants it refused.</summary>
internal static class AuthorizationDetails
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <returns>The one object of the list; null if the text is anything else.</returns>
    public static T? Read<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T[]>(text, _strict) is [{ } only] ? only : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A list of this one, always in the same spelling.</summary>
    public static string Write<T>(T only) => JsonSerializer.Serialize<T[]>([only], _strict);
}
