using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Pci;

public sealed class PciAddressTests
{
    [Theory]
    [InlineData("0000:00:1f.3", "0000:00:1f.3")]
    [InlineData("03:00.0", "0000:03:00.0")]
    [InlineData("10000:e1:00.0", "10000:e1:00.0")]
    public void Parse_LinuxForms_PrintsWithSegment(string text, string printed)
    {
        Assert.Equal(printed, PciAddress.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000:00:20.0")]
    [InlineData("0000:00:1f.8")]
    [InlineData("00:00:1f.3")]
    [InlineData("0000:00:1f.3 ")]
    [InlineData("0000:0g:1f.3")]
    public void TryParse_NotAnAddress_IsFalse(string text)
    {
        Assert.False(PciAddress.TryParse(text, out _));
    }
}
