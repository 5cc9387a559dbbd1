using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using OAuthDemo.ResourceOwner.Exchanges;

namespace OAuthDemo.ResourceOwner.Browsing;

/// <summary>A form on a page, to be filled in and submitted as a browser without scripts does it (HTML, "constructing the entry list").</summary>
public sealed class HtmlForm
{
    private readonly IHtmlFormElement _form;
    private readonly Page _page;

    internal HtmlForm(IHtmlFormElement form, Page page)
    {
        _form = form;
        _page = page;
    }

    /// <summary>Where it goes.</summary>
    public Uri Action => new(_page.Url, _form.GetAttribute("action") ?? "");

    /// <summary>How it goes.</summary>
    public HttpMethod Method => string.Equals(_form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Post : HttpMethod.Get;

    /// <summary>What the person reads around it: its article or list item, else its own text.</summary>
    public string Card => (_form.Closest("article, li") ?? _form).TextContent;

    /// <summary>Types into a field.</summary>
    public HtmlForm Fill(string name, string value)
    {
        switch (Controls(name).FirstOrDefault())
        {
            case IHtmlInputElement input:
                input.Value = value;
                return this;
            case IHtmlTextAreaElement area:
                area.Value = value;
                return this;
            default:
                throw _page.Unexpected($"a field '{name}'");
        }
    }

    /// <summary>The choices offered under a name by checkboxes or radio buttons, with what their labels say.</summary>
    public IReadOnlyList<Choice> Choices(string name) =>
    [
        .. Controls(name).OfType<IHtmlInputElement>().Where(IsChoice)
            .Select(input => new Choice(input.Value, Label(input), input.IsChecked, input.IsDisabled)),
    ];

    /// <summary>Ticks exactly these of the checkboxes or radio buttons under a name; each is named by its value or by words of its label.</summary>
    /// <exception cref="UnexpectedPageException">One of them is not offered.</exception>
    public HtmlForm Choose(string name, params IEnumerable<string> wanted)
    {
        var offered = Controls(name).OfType<IHtmlInputElement>().Where(IsChoice).ToList();
        var chosen = wanted.Select(want =>
            offered.Find(input => input.Value == want)
            ?? offered.Find(input => Label(input).Contains(want, StringComparison.OrdinalIgnoreCase))
            ?? throw _page.Unexpected($"'{want}' among the choices of '{name}' ({string.Join(", ", offered.Select(o => o.Value))})")).ToList();
        // What is disabled is not the person's to change.
        foreach (var input in offered.Where(input => !input.IsDisabled))
            input.IsChecked = chosen.Contains(input);
        return this;
    }

    /// <summary>What would be sent. With a button's name and value, as if that button were pressed; else as if Enter were.</summary>
    /// <exception cref="UnexpectedPageException">The form has no such button.</exception>
    public IReadOnlyList<Parameter> Entries(string? button = null, string? value = null)
    {
        var buttons = _form.Elements.Where(IsButton).ToList();
        var pressed = button is null
            ? buttons.FirstOrDefault()
            : buttons.Find(b => b.GetAttribute("name") == button && (value is null || b.GetAttribute("value") == value))
              ?? throw _page.Unexpected($"a button {button}={value}");
        return [.. _form.Elements.Where(element => !element.HasAttribute("disabled") && !string.IsNullOrEmpty(element.GetAttribute("name")))
            .SelectMany(element => Entry(element, pressed))];
    }

    private static IEnumerable<Parameter> Entry(IElement element, IElement? pressed)
    {
        var name = element.GetAttribute("name")!;
        return element switch
        {
            _ when IsButton(element) => element == pressed ? [new(name, element.GetAttribute("value") ?? "")] : [],
            IHtmlInputElement input when IsChoice(input) && !input.IsChecked => [],
            IHtmlInputElement input => [new(name, IsChoice(input) ? input.GetAttribute("value") ?? "on" : input.Value)],
            IHtmlTextAreaElement area => [new(name, area.Value)],
            IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => new Parameter(name, option.Value)),
            _ => [],
        };
    }

    private IEnumerable<IElement> Controls(string name) => _form.Elements.Where(element => element.GetAttribute("name") == name);

    private static bool IsChoice(IHtmlInputElement input) => input.Type is "checkbox" or "radio";

    private static bool IsButton(IElement element) =>
        element is IHtmlButtonElement { Type: "submit" } or IHtmlInputElement { Type: "submit" or "image" };

    private static string Label(IHtmlInputElement input) =>
        string.Join(' ', (input.Closest("label") ?? input.Owner?.QuerySelector($"label[for='{input.Id}']"))?.TextContent
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []);
}
