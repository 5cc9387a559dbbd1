namespace OAuthDemo.FlowExplorer.Pages;

/// <summary>What pages with a live connection need beyond an API: own scripts, own styles, own socket, nothing foreign.</summary>
internal static class PageHeaders
{
    public static void Allow(HeaderPolicyCollection headers) => headers.AddContentSecurityPolicy(builder =>
    {
        builder.AddDefaultSrc().None();
        builder.AddScriptSrc().Self();
        builder.AddStyleSrc().Self();
        builder.AddImgSrc().Self().Blob();
        builder.AddConnectSrc().Self();
        builder.AddBaseUri().Self();
        builder.AddFormAction().Self();
        builder.AddFrameAncestors().None();
    });
}
