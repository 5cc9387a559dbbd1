namespace OAuthDemo.AuthorizationServer.Store;

/// <summary>The object mapper of a request, made when it is asked for: most requests do without.</summary>
internal sealed class LateDb(Func<AuthorizationDb> db)
{
    public AuthorizationDb Value => db();
}
