using MudBlazor;

namespace OAuthDemo.FinanceAggregator.Pages;

/// <summary>Type and corners for MudBlazor. The colours, light and dark, are variables in tidepool.css, so that a page never flashes.</summary>
internal static class TidepoolTheme
{
    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = { DefaultBorderRadius = "12px" },
        Typography =
        {
            Default = { FontFamily = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"], FontSize = "1rem" },
            Button = { TextTransform = "none", FontSize = "1rem", FontWeight = "600", LetterSpacing = "0" },
        },
    };
}
