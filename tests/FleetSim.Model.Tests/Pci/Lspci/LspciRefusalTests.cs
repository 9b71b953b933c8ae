using FleetSim.Model.Pci;
using FleetSim.Model.Tests.Pci.Config;
using static FleetSim.Model.Tests.Pci.Lspci.LspciOutput;

namespace FleetSim.Model.Tests.Pci.Lspci;

public sealed class LspciRefusalTests
{
    private const string Row = "00: 86 80 d3 10 00 00 00 00 00 00 00 00 00 00 00 00";

    [Theory]
    [InlineData("hello world", "d:1: 'hello world' is neither a function's heading nor a row of its hex dump")]
    [InlineData("# nothing\n\n", "d: no PCI function in it")]
    [InlineData(Row, "d:1: a hex dump without a function above it")]
    [InlineData("00:02.0 A\n\tdetail\n", "d:1: 0000:00:02.0 has no hex dump (lspci prints one with -xxxx)")]
    [InlineData("00:02.0 A\n" + Row + "\n" + Row, "d:3: the hex dump of 0000:00:02.0 goes on at 0x00 where 0x10 is due")]
    [InlineData("00:02.0 A\n00: 86 80", "d:2: a row of a hex dump has 16 bytes, up to offset ff0")]
    [InlineData("00:02.0 A\n" + Row + " 00", "d:2: a row of a hex dump has 16 bytes, up to offset ff0")]
    [InlineData(
        "00:02.0 A\n00: 86 8g d3 10 00 00 00 00 00 00 00 00 00 00 00 00",
        "d:2: a row of a hex dump has two hexadecimal digits a byte")]
    [InlineData(
        "00:02.0 A\n00: 86-80 d3 10 00 00 00 00 00 00 00 00 00 00 00 00",
        "d:2: a row of a hex dump has two hexadecimal digits a byte")]
    [InlineData(
        "00:02.0 A\n" + Row,
        "d:2: the hex dump of 0000:00:02.0 is cut short after 16 bytes (complete are 64, 128, 256 or 4096) (offset 0x10)")]
    public void Parse_WrongText_NamesTheLine(string text, string message)
    {
        Assert.Equal(message, Refusal(text).Message);
    }

    [Fact]
    public void Parse_ConfigSpaceProblem_NamesTheLineOfTheByte()
    {
        var text = "# made up\n" + Function("00:02.0", new ConfigBytes().Express(0).Extended(0x100, 1, 0x140).Extended(0x140, 1, 0x100));

        Assert.Equal(
            "d:23: 0000:00:02.0: the extended capability list is a loop: it comes back to 0x100 (offset 0x140)",
            Refusal(text).Message);
    }

    [Fact]
    public void Parse_SameFunctionTwice_NamesTheSecond()
    {
        var function = Function("00:02.0", new ConfigBytes(), 64);

        Assert.Equal("d:7: two functions have the address 0000:00:02.0", Refusal(function + function).Message);
    }

    [Fact]
    public void Parse_TwoBridgesToOneBus_NamesTheSecond()
    {
        var bridge = new ConfigBytes().Bridge(0, 1, 1);

        Assert.Equal(
            "d:7: bridges 0000:00:02.0 and 0000:00:03.0 both have the secondary bus 01",
            Refusal(Function("00:02.0", bridge, 64) + Function("00:03.0", bridge, 64)).Message);
    }

    [Fact]
    public void Parse_UnconfiguredBridges_AreNotOneAnothers()
    {
        var bridge = new ConfigBytes().Bridge(0, 0, 0);

        var host = HostImport.Parse(Function("00:02.0", bridge, 64) + Function("00:03.0", bridge, 64), "d");

        Assert.Equal(2, host.Stages[0].Topology.ScanOrder().Count);
    }

    [Fact]
    public void Parse_AbsentAndNobodysVirtualFunction_Refused()
    {
        var text = Function("00:02.0", new ConfigBytes().Dword(0, uint.MaxValue), 64);

        Assert.Equal(
            "d:1: 0000:00:02.0 reads as absent, and no physical function in the dump has a virtual function there",
            Refusal(text).Message);
    }

    [Fact]
    public void Parse_TooManyFunctions_Refused()
    {
        var text = Function("00:02.0", new ConfigBytes(), 64) + Function("00:03.0", new ConfigBytes(), 64);

        var problem = Assert.Throws<InputException>(() => HostImport.Parse(text, "d", new() { FunctionsMax = 1 }));

        Assert.Equal("d:7: more than 1 functions", problem.Message);
    }

    private static InputException Refusal(string text) => Assert.Throws<InputException>(() => HostImport.Parse(text, "d"));
}
