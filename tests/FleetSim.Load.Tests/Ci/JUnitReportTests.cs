using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FleetSim.Load.Ci;

namespace FleetSim.Load.Tests.Ci;

public sealed class JUnitReportTests
{
    private const string Hostile = "a <b> & \"c\" ]]> \u0001 \ud800 \U0001f600";

    [Fact]
    public void Render_OfARun_CountsAndTellsWhatFailed()
    {
        var suite = Parsed(JUnitReport.Render([Run("claims")])).Elements("testsuite").Single();

        Assert.Equal(
            ("claims", "4", "1", "0", "1", "12.5", "2026-11-27T13:00:05"),
            (Of(suite, "name"), Of(suite, "tests"), Of(suite, "failures"), Of(suite, "errors"), Of(suite, "skipped"),
                Of(suite, "time"), Of(suite, "timestamp")));
        Assert.Equal(
            ["seed=7", "policy=mainline"],
            suite.Element("properties")!.Elements().Select(one => $"{Of(one, "name")}={Of(one, "value")}"));
        Assert.Equal(
            [
                "claims.thresholds violations == 0", "claims.audit one story", "claims.history an order",
                "claims.run the end",
            ],
            suite.Elements("testcase").Select(one => $"{Of(one, "classname")} {Of(one, "name")}"));
        var failure = Assert.Single(suite.Descendants("failure"));
        Assert.Equal(
            ("one problem", "audit", "one problem\nanother"),
            (Of(failure, "message"), Of(failure, "type"), failure.Value));
        Assert.Equal("claims.history", Of(suite.Descendants("skipped").Single().Parent!, "classname"));
    }

    [Fact]
    public void Render_OfSeveralRuns_IsASuiteEachAndValidAgainstTheSchema()
    {
        var document = new XDocument(Parsed(JUnitReport.Render([Run("one"), Run(Hostile)])));
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XmlReader.Create(new StringReader(Schema)));
        var problems = new List<string>();

        document.Validate(schemas, (_, problem) => problems.Add(problem.Message));

        Assert.Empty(problems);
        Assert.Equal(["0", "1"], document.Root!.Elements().Select(suite => Of(suite, "id")));
    }

    [Fact]
    public void Render_OfTextThatXmlCannotSay_KeepsTheRest()
    {
        var suite = Parsed(JUnitReport.Render([Run(Hostile)])).Elements().Single();

        Assert.Equal("a <b> & \"c\" ]]> \ufffd \ufffd \U0001f600", Of(suite, "name"));
    }

    private static CheckedRun Run(string name) => new(
        name,
        new DateTimeOffset(2026, 11, 27, 14, 0, 5, TimeSpan.FromHours(1)),
        TimeSpan.FromSeconds(12.5),
        [new("seed", "7"), new("policy", "mainline")],
        [
            new RunCheck("thresholds", "violations == 0", []),
            new RunCheck("audit", "one story", ["one problem", "another"]),
            new RunCheck("history", "an order", [], "the scenario wants none"),
            new RunCheck("run", "the end", []),
        ]);

    private static XElement Parsed(string text) => XElement.Parse(text);

    private static string? Of(XElement element, string attribute) => (string?)element.Attribute(attribute);

    /// <summary>The part of Ant's JUnit schema that a report uses: names, order, what is required, and types.</summary>
    private const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
          <xs:element name="testsuites"><xs:complexType><xs:sequence>
            <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
              <xs:sequence>
                <xs:element name="properties"><xs:complexType><xs:sequence>
                  <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                    <xs:attribute name="name" type="xs:token" use="required"/>
                    <xs:attribute name="value" type="xs:string" use="required"/>
                  </xs:complexType></xs:element>
                </xs:sequence></xs:complexType></xs:element>
                <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                  <xs:choice minOccurs="0">
                    <xs:element name="skipped"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
                      <xs:attribute name="message" type="xs:string"/>
                    </xs:extension></xs:simpleContent></xs:complexType></xs:element>
                    <xs:element name="failure"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
                      <xs:attribute name="message" type="xs:string"/>
                      <xs:attribute name="type" type="xs:string" use="required"/>
                    </xs:extension></xs:simpleContent></xs:complexType></xs:element>
                  </xs:choice>
                  <xs:attribute name="name" type="xs:token" use="required"/>
                  <xs:attribute name="classname" type="xs:token" use="required"/>
                  <xs:attribute name="time" type="xs:decimal" use="required"/>
                </xs:complexType></xs:element>
                <xs:element name="system-out" type="xs:string"/>
                <xs:element name="system-err" type="xs:string"/>
              </xs:sequence>
              <xs:attribute name="name" type="xs:token" use="required"/>
              <xs:attribute name="timestamp" use="required"><xs:simpleType><xs:restriction base="xs:dateTime">
                <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/>
              </xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="hostname" type="xs:token" use="required"/>
              <xs:attribute name="tests" type="xs:int" use="required"/>
              <xs:attribute name="failures" type="xs:int" use="required"/>
              <xs:attribute name="errors" type="xs:int" use="required"/>
              <xs:attribute name="skipped" type="xs:int"/>
              <xs:attribute name="time" type="xs:decimal" use="required"/>
              <xs:attribute name="package" type="xs:token" use="required"/>
              <xs:attribute name="id" type="xs:int" use="required"/>
            </xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;
}
