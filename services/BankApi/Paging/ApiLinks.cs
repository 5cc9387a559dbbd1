using OAuthDemo.ServiceDefaults.Issuer;

namespace OAuthDemo.BankApi.Paging;

// Links are built from the bank's public address. A request's Host header is the caller's claim, and never decides them.
internal sealed class ApiLinks(IssuerAddress bank)
{
    public string To(string path, QueryString query = default) => new Uri(bank.Issuer, $"api/{path}{query}").AbsoluteUri;
}
