using FleetSim.Load.Ci;

namespace FleetSim.Load.Tests.Ci;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("claim.latency.p99", "claim.latency.p99")]
    [InlineData("77.5 ms", "77.5 ms")]
    [InlineData("a|b", "a\\|b")]
    [InlineData("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~")]
    [InlineData("<script> & [x](y)", "&#60;script&#62; &#38; \\[x\\](y)")]
    [InlineData("two\nlines\r\tand", "two lines  and")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("- item", "\\- item")]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("@someone", "&#64;someone")]
    [InlineData("http://x", "http\\://x")]
    [InlineData("back\\slash", "back\\\\slash")]
    public void Escaped_Text_IsShownAsItIs(string text, string escaped)
    {
        Assert.Equal(escaped, Markdown.Escaped(text));
    }

    [Fact]
    public void ToString_OfAPage_IsMarkdown()
    {
        var page = new Markdown()
            .Heading(2, "run: failed")
            .Paragraph("FAIL", "one reason")
            .List(["a|b", "c"])
            .Table([("name", false), ("value", true)], [["x|y", "1"], ["z", "2"]]);

        Assert.Equal(
            """
            ## run: failed

            **FAIL** one reason

            - a\|b
            - c

            | name | value |
            | --- | ---: |
            | x\|y | 1 |
            | z | 2 |

            """,
            page.ToString());
    }
}
