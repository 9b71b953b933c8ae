using System.Globalization;
using System.Text.Json;

namespace FleetSim.Model.Pci.Capture;

/// <summary>A JSON value that knows its path, so that whatever is wrong with it can be told in one sentence.</summary>
public readonly record struct JsonField(JsonElement Value, string Path)
{
    public InputPlace Place => new(Field: Path.Length == 0 ? null : Path);

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    /// <summary>A member that must be there.</summary>
    public JsonField this[string name] => Optional(name) ?? throw Problem($"'{name}' is missing");

    /// <summary>A member, or null when it is absent or null.</summary>
    public JsonField? Optional(string name)
    {
        RequireKind(JsonValueKind.Object, "an object");
        return Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new JsonField(member, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    /// <summary>The members of an object, whatever their names.</summary>
    public IEnumerable<(string Name, JsonField Field)> Members()
    {
        RequireKind(JsonValueKind.Object, "an object");
        var path = Path;
        return Value.EnumerateObject()
            .Select(member => (member.Name, new JsonField(member.Value, $"{path}.{member.Name}")));
    }

    public IEnumerable<JsonField> Items(int most)
    {
        RequireKind(JsonValueKind.Array, "a list");
        var path = Path;
        var length = Value.GetArrayLength();
        return length <= most
            ? Value.EnumerateArray().Select((item, index) => new JsonField(item, $"{path}[{index}]"))
            : throw Problem($"the list has {length} entries, more than {most}");
    }

    public string Text()
    {
        RequireKind(JsonValueKind.String, "a text");
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException lone)
        {
            throw new InputException("the text has half of a surrogate pair", Place, lone);
        }
    }

    public int WholeNumber(int least, int most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number)
            && number >= least && number <= most
            ? number
            : throw Problem($"expected a whole number from {least} to {most}");

    /// <summary>A text of hexadecimal digits, after 0x or not: an address, a register, a word of memory.</summary>
    public ulong HexNumber()
    {
        var text = Text();
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Problem($"'{Shortened(text)}' is no hexadecimal number of up to 64 bits");
    }

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Problem("expected true or false"),
    };

    public PciAddress Address() =>
        PciAddress.TryParse(Text(), out var address)
            ? address
            : throw Problem($"'{Shortened(Text())}' is not a PCI address (ssss:bb:dd.f, hexadecimal)");

    public InputException Problem(string problem) => new(problem, Place);

    /// <summary>A text from the input, short enough for a sentence.</summary>
    public static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private void RequireKind(JsonValueKind kind, string name)
    {
        if (Value.ValueKind != kind)
        {
            throw Problem($"expected {name}");
        }
    }
}
