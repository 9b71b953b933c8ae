using System.Globalization;
using System.Text;
using System.Xml;

namespace FleetSim.Load.Ci;

/// <summary>Writes runs as JUnit XML, a test suite each, as build servers read it.</summary>
/// <remarks>
/// There are several schemas; this is valid against the strict one of Ant's task as well as Jenkins' own: attributes
/// and elements that only one of them requires are there, in the order that both allow.
/// </remarks>
public static class JUnitReport
{
    /// <summary>The whole document.</summary>
    public static string Render(IReadOnlyList<CheckedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        using var text = new Utf8Text();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            for (var number = 0; number < runs.Count; number++)
            {
                Suite(xml, runs[number], number);
            }

            xml.WriteEndElement();
        }

        return text.ToString() + "\n";
    }

    private static void Suite(XmlWriter xml, CheckedRun run, int number)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Allowed(run.Name));
        xml.WriteAttributeString("package", "fleetsim");
        xml.WriteAttributeString("id", Number(number));
        xml.WriteAttributeString("hostname", "localhost"); // As the schema asks where no host is told.
        xml.WriteAttributeString(
            "timestamp", run.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("tests", Number(run.Checks.Count));
        xml.WriteAttributeString("failures", Number(run.Checks.Count(check => check.Problems.Count > 0)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Number(run.Checks.Count(IsSkipped)));
        xml.WriteAttributeString("time", Seconds(run.Took));
        xml.WriteStartElement("properties");
        foreach (var (name, value) in run.Properties)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", Allowed(name));
            xml.WriteAttributeString("value", Allowed(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var check in run.Checks)
        {
            Case(xml, run, check);
        }

        xml.WriteElementString("system-out", "");
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, CheckedRun run, RunCheck check)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Allowed(check.Name));
        xml.WriteAttributeString("classname", Allowed($"{run.Name}.{check.Group}"));
        xml.WriteAttributeString("time", "0");
        if (check.Problems is [var first, ..])
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Allowed(first));
            xml.WriteAttributeString("type", Allowed(check.Group));
            xml.WriteString(Allowed(string.Join('\n', check.Problems)));
            xml.WriteEndElement();
        }
        else if (IsSkipped(check))
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Allowed(check.Skipped!));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static bool IsSkipped(RunCheck check) => check.Problems.Count == 0 && check.Skipped is not null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>XML has no way at all to write some control characters, and names of files may have them.</summary>
    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isAllowed = rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);
            allowed.Append(isAllowed ? rune.ToString() : "\ufffd");
        }

        return allowed.ToString();
    }

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
