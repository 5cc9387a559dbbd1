namespace OAuthDemo.ResourceOwner.Walkthrough;

/// <summary>A customer of the demonstration bank, whose password is public.</summary>
internal sealed record DemoPerson(string UserName, string Password, string Account, string OtherAccount)
{
    public static readonly DemoPerson Alice = new("alice", "alice-demo-1", "Everyday account", "Rainy day savings");

    public static readonly DemoPerson Bob = new("bob", "bob-demo-2", "Everyday account", "Sailing boat fund");
}
