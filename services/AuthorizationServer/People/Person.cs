using Microsoft.AspNetCore.Identity;

namespace OAuthDemo.AuthorizationServer.People;

/// <summary>A customer of the bank who can sign in.</summary>
internal sealed class Person : IdentityUser
{
    public string DisplayName { get; set; } = "";

    /// <summary>How the bank's own systems name the customer; it never leaves the bank.</summary>
    public string CustomerNumber { get; set; } = "";
}
