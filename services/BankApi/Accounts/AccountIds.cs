using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OAuthDemo.BankApi.Accounts;

// Ids given out are different for each client, so that two clients cannot join what they know about a person.
internal sealed class AccountIds(byte[] key)
{
    public string OfAccount(string clientId, string accountId) => Id(clientId, "account", accountId);

    public string OfTransaction(string clientId, long transactionId) => Id(clientId, "transaction", $"{transactionId}");

    private string Id(string clientId, string kind, string inside)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{clientId}|{kind}|{inside}"), hash);
        return Base64Url.EncodeToString(hash[..16]);
    }
}
