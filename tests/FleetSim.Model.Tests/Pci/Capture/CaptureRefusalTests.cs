using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using static FleetSim.Model.Tests.Pci.Capture.CaptureText;

namespace FleetSim.Model.Tests.Pci.Capture;

public sealed class CaptureRefusalTests
{
    [Fact]
    public void Read_SyntaxError_NamesTheLine()
    {
        Assert.Equal(2, Refusal("{\n\"schema\": }").Place.Line);
    }

    [Fact]
    public void Parse_SyntaxError_IsOneSentenceWithFileAndLine()
    {
        var problem = Assert.Throws<InputException>(() => HostImport.Parse("{\n\"schema\": }", "host.json"));

        Assert.StartsWith("host.json:2: not valid JSON: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Parse_DeepNesting_IsOneSentence(char bracket)
    {
        var problem = Assert.Throws<InputException>(() => HostImport.Parse(new string(bracket, 200_000), "deep.json"));

        Assert.StartsWith("deep.json:1: not valid JSON: ", problem.Message, StringComparison.Ordinal);
        Assert.InRange(problem.Message.Length, 1, 200);
    }

    [Fact]
    public void Parse_DeepList_SaysHowDeepIsAllowed()
    {
        var problem = Assert.Throws<InputException>(() => HostImport.Parse(new string('[', 200_000), "deep.json"));

        Assert.Equal("deep.json:1: not valid JSON: it is nested deeper than 64 levels", problem.Message);
    }

    [Fact]
    public void Parse_TooLong_RefusedBeforeParsing()
    {
        var options = new ImportOptions { TextLengthMax = 10 };

        var problem = Assert.Throws<InputException>(() => HostImport.Parse("this is no capture", "big", options));

        Assert.Equal("big: the input has 18 characters, more than 10", problem.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("\ufeff")]
    public void Parse_Empty_Refused(string text)
    {
        Assert.Equal("f: the file is empty", Assert.Throws<InputException>(() => HostImport.Parse(text, "f")).Message);
    }

    [Theory]
    [InlineData("[]", "expected an object")]
    [InlineData("{}", "'schema' is missing")]
    [InlineData("""{"schema": "oracle/groups/2"}""", "schema: expected 'oracle/groups/1', found 'oracle/groups/2'")]
    [InlineData("""{"schema": "oracle/groups/1", "stages": []}""", "'name' is missing")]
    [InlineData("""{"schema": "\ud800"}""", "schema: the text has half of a surrogate pair")]
    [InlineData(
        """{"schema": "oracle/groups/1", "name": "n", "iommu": "arm", "stages": [{"devices": []}]}""",
        "iommu: 'arm' is not one of intel, intel-nocm, amd, virtio, none")]
    [InlineData(
        """{"schema": "oracle/groups/1", "name": "n", "iommu": "amd", "stages": []}""",
        "stages: a capture has at least one stage")]
    public void Read_WrongDocument_NamesTheField(string text, string message)
    {
        Assert.Equal(message, Refusal(text).Message);
    }

    [Fact]
    public void Read_HalfSurrogateInTheText_Refused()
    {
        Assert.Equal("the text has half of a surrogate pair", Refusal("{\"schema\": \"\ud800\"}").Message);
    }

    [Fact]
    public void Read_KeyTwice_Refused()
    {
        Assert.StartsWith(
            "not valid JSON: Duplicate property 'schema'", Refusal("""{"schema": "", "schema": 1}""").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"config": "00"}""", "stages[0].devices[0]: 'bdf' is missing")]
    [InlineData(
        """{"bdf": "00:20.0"}""",
        "stages[0].devices[0].bdf: '00:20.0' is not a PCI address (ssss:bb:dd.f, hexadecimal)")]
    [InlineData("""{"bdf": "00:02.0"}""", "stages[0].devices[0]: 'config' is missing")]
    [InlineData("""{"bdf": "00:02.0", "config": 1}""", "stages[0].devices[0].config: expected a text")]
    [InlineData("""{"bdf": "00:02.0", "config": "abc"}""", "stages[0].devices[0].config: not pairs of hexadecimal digits")]
    [InlineData(
        """{"bdf": "00:02.0", "config": "8680"}""",
        "stages[0].devices[0].config: the header is cut short after 2 of at least 16 bytes (offset 0x2)")]
    [InlineData(
        """{"bdf": "00:02.0", "config": "8680", "config_size": 1e9}""",
        "stages[0].devices[0].config_size: expected a whole number from 64 to 4096")]
    public void Read_WrongDevice_NamesTheField(string device, string message)
    {
        Assert.Equal(message, Refusal(Of(device)).Message);
    }

    [Fact]
    public void Read_TooManyDevices_Refused()
    {
        var options = new ImportOptions { FunctionsMax = 1 };

        var problem = Assert.Throws<InputException>(() => CaptureReader.Read(Of("1", "2"), options));

        Assert.Equal("stages[0].devices: the list has 2 entries, more than 1", problem.Message);
    }

    [Fact]
    public void Read_SameAddressTwice_NamesTheSecond()
    {
        var problem = Refusal(Of(Device("0000:00:02.0", Endpoint()), Device("00:02.0", Endpoint())));

        Assert.Equal("stages[0].devices[1]: two functions have the address 0000:00:02.0", problem.Message);
    }

    [Fact]
    public void Read_TwoBridgesToOneBus_NamesBoth()
    {
        var problem = Refusal(Of(Device("00:02.0", RootPort(1, 1)), Device("00:03.0", RootPort(1, 2))));

        Assert.Equal(
            "stages[0].devices[1]: bridges 0000:00:02.0 and 0000:00:03.0 both have the secondary bus 01", problem.Message);
    }

    [Theory]
    [InlineData("01:00.0", 1, 1)]
    [InlineData("01:00.0", 2, 1)]
    [InlineData("02:00.0", 1, 2)]
    public void Read_BridgeToItsOwnOrAHigherBus_Refused(string address, byte secondary, byte subordinate)
    {
        var problem = Refusal(Of(Device(address, RootPort(secondary, subordinate))));

        Assert.Equal(
            $"stages[0].devices[0]: bridge 0000:{address} leads to buses {secondary:x2} to {subordinate:x2}, not all below its own",
            problem.Message);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void Read_OverlappingBridges_Refused(byte subordinate)
    {
        var problem = Refusal(Of(Device("00:02.0", RootPort(1, subordinate)), Device("00:03.0", RootPort(3, 5))));

        Assert.Equal(
            "stages[0].devices[1]: bridges 0000:00:02.0 and 0000:00:03.0 lead to overlapping buses", problem.Message);
    }

    [Fact]
    public void Read_BridgeBeyondTheOneAbove_Refused()
    {
        var problem = Refusal(Of(Device("00:02.0", RootPort(1, 2)), Device("01:00.0", RootPort(2, 3))));

        Assert.Equal(
            "stages[0].devices[1]: bridge 0000:01:00.0 leads to buses up to 03, beyond those of the bridge 0000:00:02.0 above it",
            problem.Message);
    }

    [Theory]
    [InlineData("0000:00:03.0", "0000:00:02.0 leads")]
    [InlineData("pci0000:01", "0000:00:02.0 leads")]
    public void Read_ParentIsAnother_Refused(string parent, string leads)
    {
        var problem = Refusal(Of(
            Device("00:02.0", RootPort(1, 1)),
            Device("01:00.0", Endpoint(), $$""", "parent": "{{parent}}" """)));

        Assert.Equal(
            $"stages[0].devices[1]: 0000:01:00.0 is recorded under {parent}, but {leads} to bus 01", problem.Message);
    }

    [Fact]
    public void Read_Orphan_Refused()
    {
        var problem = Refusal(Of(Device("01:00.0", Endpoint(), """, "path": "pci0000:00/0000:00:02.0/0000:01:00.0" """)));

        Assert.Equal(
            "stages[0].devices[0]: 0000:01:00.0 is recorded under 0000:00:02.0, but no bridge leads to bus 01", problem.Message);
    }

    [Fact]
    public void Read_PathToAnotherFunction_Refused()
    {
        var problem = Refusal(Of(Device("00:02.0", Endpoint(), """, "path": "pci0000:00/0000:00:03.0" """)));

        Assert.Equal("stages[0].devices[0].path: the path does not lead from a root bus to 0000:00:02.0", problem.Message);
    }

    [Fact]
    public void Read_VirtualFunctionOfAFunctionWithoutSriov_Refused()
    {
        var problem = Refusal(Of(
            Device("00:02.0", Endpoint()), Device("00:02.1", Endpoint(), """, "physfn": "0000:00:02.0" """)));

        Assert.Equal(
            "stages[0].devices[1]: 0000:00:02.1 is a virtual function, but 0000:00:02.0 has no SR-IOV or is not there",
            problem.Message);
    }

    [Fact]
    public void Read_ChildOfAMissingVmd_Refused()
    {
        var problem = Refusal(Of(Device(
            "10000:e0:06.0", Endpoint(), """, "path": "pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0" """)));

        Assert.Equal("stages[0].devices[0]: 10000:e0:06.0 is below 0000:00:0e.0, which is not in the capture", problem.Message);
    }

    private static InputException Refusal(string text) => Assert.Throws<InputException>(() => CaptureReader.Read(text));
}
