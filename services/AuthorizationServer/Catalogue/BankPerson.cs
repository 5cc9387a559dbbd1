namespace OAuthDemo.AuthorizationServer.Catalogue;

/// <summary>Somebody who is a customer from the first start on.</summary>
internal sealed record BankPerson(string UserName, string Password, string DisplayName, string Email, string CustomerNumber);
