using System.Globalization;
using System.Net;
using System.Text;

namespace FleetSim.Load.Report;

/// <summary>Writes HTML and SVG. Text and attribute values are escaped here and nowhere else.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; <see cref="End"/> closes it.</summary>
    public Markup Begin(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes).Append('>');
        _open.Push(element);
        return this;
    }

    public Markup End()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element without content.</summary>
    public Markup Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes).Append(" />");
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public Markup Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Begin(element, attributes).Text(text).End();

    public Markup Text(string text)
    {
        _text.Append(WebUtility.HtmlEncode(text));
        return this;
    }

    /// <summary>Markup of our own, such as the style sheet; never anything that was read.</summary>
    public Markup Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A coordinate: a tenth of a pixel is enough and keeps the page small.</summary>
    public static string At(double coordinate) => coordinate.ToString("0.#", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();

    private StringBuilder Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }

        return _text;
    }
}
