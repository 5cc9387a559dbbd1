using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OAuthDemo.AuthorizationServer.Keys;

namespace OAuthDemo.AuthorizationServer.Protocol;

/// <summary>
/// The name of a person for one client (OpenID Connect Core §8.1). Two clients that compare theirs cannot tell that they
/// speak of the same person.
/// </summary>
internal sealed class PairwiseSubjects(KeyRing keys)
{
    public string Of(string personId, string clientId) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keys.Subjects, Encoding.UTF8.GetBytes($"{clientId}\n{personId}")));
}
