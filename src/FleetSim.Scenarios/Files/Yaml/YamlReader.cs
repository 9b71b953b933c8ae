using System.Globalization;
using FleetSim.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>Reads the one document of a file into nodes that know their lines.</summary>
/// <remarks>
/// Works on the parser's events, with a stack of its own: nesting is refused before anything is built, and no input can
/// overflow the call stack. What makes a YAML file say something else than it shows (anchors, tags, several documents)
/// is refused.
/// </remarks>
internal static class YamlReader
{
    /// <summary>Deepest nesting; the deepest key of a scenario is at 6.</summary>
    public const int DepthMax = 32;

    /// <summary>Longest single value; errors repeat values, and stay readable.</summary>
    public const int ScalarMax = 200;

    /// <returns>The document; null if there is none.</returns>
    /// <exception cref="InputException">Not YAML, or more of YAML than a scenario needs.</exception>
    public static YamlNode? Read(string text)
    {
        var events = new Parser(new StringReader(YamlText.Check(text)));
        var open = new Stack<OpenCollection>();
        YamlNode? document = null;
        while (MoveNext(events))
        {
            var parsed = events.Current!;
            var line = (int)parsed.Start.Line;
            switch (parsed)
            {
                case DocumentStart when document is not null:
                    throw Error("a second document begins; a scenario is one document", line);
                case NodeEvent node when !node.Anchor.IsEmpty:
                    throw Error("anchors and aliases (& and *) are not supported; write the value out", line);
                case AnchorAlias:
                    throw Error("anchors and aliases (& and *) are not supported; write the value out", line);
                case NodeEvent node when !node.Tag.IsEmpty:
                    throw Error("tags (!) are not supported; leave the tag out", line);
                case SequenceStart:
                    Open(open, new OpenCollection(line, IsMap: false));
                    break;
                case MappingStart:
                    Open(open, new OpenCollection(line, IsMap: true));
                    break;
                case Scalar scalar:
                    document = Add(open, ScalarOf(scalar, line)) ?? document;
                    break;
                case SequenceEnd or MappingEnd:
                    document = Add(open, open.Pop().Close()) ?? document;
                    break;
                default:
                    break; // Start and end of stream and document carry nothing.
            }
        }

        return document;
    }

    private static bool MoveNext(Parser events)
    {
        try
        {
            return events.MoveNext();
        }
        catch (YamlException exception)
        {
            var problem = exception.Message.TrimEnd('.');
            throw new InputException(
                $"is not YAML: {char.ToLowerInvariant(problem[0])}{problem[1..]}",
                new InputPlace(Line: (int)exception.Start.Line),
                exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet has no sentence for some broken files, such as a key in a flow collection over two lines.
            var line = (int)(events.Current?.End.Line ?? 1);
            throw new InputException(
                "is not YAML; check brackets and quotes from here on", new InputPlace(Line: line), exception);
        }
    }

    private static void Open(Stack<OpenCollection> open, OpenCollection collection)
    {
        if (open.Count == DepthMax)
        {
            throw Error($"lists and mappings are nested more than {DepthMax} deep", collection.Line);
        }

        open.Push(collection);
    }

    /// <returns>The node if it is the document itself.</returns>
    private static YamlNode? Add(Stack<OpenCollection> open, YamlNode node)
    {
        if (open.Count == 0)
        {
            return node;
        }

        open.Peek().Nodes.Add(node);
        return null;
    }

    private static YamlScalar ScalarOf(Scalar scalar, int line)
    {
        if (scalar.Value.Length > ScalarMax)
        {
            throw Error($"a value is longer than {ScalarMax} characters", line);
        }

        // Block scalars and escapes such as "\0" make characters that the check of the text has not seen.
        if (scalar.Value.Any(char.IsControl))
        {
            throw Error("a value is more than one line of text", line);
        }

        // A no-break space looks like a space and is part of the value: pasted text has them.
        return scalar.Value.FirstOrDefault(IsInvisible) is var invisible and not '\0'
            ? throw Error($"a value has the invisible character U+{(int)invisible:X4}; delete it or type a space", line)
            : new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private static bool IsInvisible(char character) =>
        character != ' '
        && (char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format);

    private static InputException Error(string problem, int line) => new(problem, new InputPlace(Line: line));

    /// <summary>A list or mapping whose end has not come; a mapping's keys and values take turns.</summary>
    private sealed record OpenCollection(int Line, bool IsMap)
    {
        public List<YamlNode> Nodes { get; } = [];

        public YamlNode Close()
        {
            if (!IsMap)
            {
                return new YamlList(Line, Nodes);
            }

            // YamlDotNet reads "? :" as a mapping of one node, which is not YAML.
            return Nodes.Count % 2 == 0
                ? new YamlMap(Line, [.. Nodes.Chunk(2).Select(pair => new YamlEntry(pair[0], pair[1]))])
                : throw Error("is not YAML: a key has no value", Line);
        }
    }
}
