namespace OAuthDemo.AuthorizationServer.Accounts;

/// <summary>An account as its holder may pick it on the consent page.</summary>
/// <param name="Id">The bank's own id, which no client sees.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">current, savings, card or joint.</param>
/// <param name="MaskedNumber">The number, all but its last digits hidden.</param>
/// <param name="Balance">A decimal, e.g. <c>1234.50</c>.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record CustomerAccount(string Id, string Name, string Kind, string MaskedNumber, string Balance, string Currency);
