using CsCheck;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts.Tests;

public sealed class HostKeyTests
{
    [Theory]
    [InlineData(0, "h000000")]
    [InlineData(42, "h000042")]
    [InlineData(999_999, "h999999")]
    [InlineData(1_000_000, "h1000000")]
    [InlineData(int.MaxValue, "h2147483647")]
    public void Of_AnIndex_HasAtLeastSixDigits(int index, string expected) => Assert.Equal(expected, HostKey.Of(index));

    [Fact]
    public void Parts_OfAHost_AreKeysBelowIt()
    {
        var address = new PciAddress(0x10000, 0x03, 0, 1);

        Assert.Equal("h000042/7", HostKey.Group("h000042", 7));
        Assert.Equal("h000042/dmar0", HostKey.Unit("h000042", "dmar0"));
        Assert.Equal("h000042/10000:03:00.1", HostKey.Device("h000042", address));
    }

    [Theory]
    [InlineData("h000042", "h000042", "")]
    [InlineData("h000042/7", "h000042", "7")]
    [InlineData("h000042/0000:03:00.0", "h000042", "0000:03:00.0")]
    [InlineData("h000042/", "h000042", "")]
    [InlineData("h000042/7/8", "h000042", "7/8")]
    [InlineData("/7", "", "7")]
    [InlineData("", "", "")]
    public void HostOfAndPartOf_AnyKey_SplitAtTheFirstSlash(string key, string host, string part)
    {
        Assert.Equal(host, HostKey.HostOf(key));
        Assert.Equal(part, HostKey.PartOf(key));
    }

    [Fact]
    public void TryIndex_KeyOfAHostOrOfAPartOfIt_IsTheIndex() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.String).Sample((index, part) =>
        {
            var host = HostKey.Of(index);

            Assert.True(HostKey.TryIndex(host, out var ofHost));
            Assert.True(HostKey.TryIndex($"{host}/{part}", out var ofPart));
            Assert.Equal(index, ofHost);
            Assert.Equal(index, ofPart);
        });

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/h000042")]
    [InlineData("h")]
    [InlineData("h/7")]
    [InlineData("h42")]
    [InlineData("h0000042")]
    [InlineData("H000042")]
    [InlineData("x000042")]
    [InlineData("h-00042")]
    [InlineData("h+00042")]
    [InlineData("h 00042")]
    [InlineData("h00042 ")]
    [InlineData("h00004x")]
    [InlineData("h2147483648")]
    [InlineData("h99999999999999999999")]
    [InlineData("h٠٠٠٠٤٢")]
    [InlineData("h000042\0")]
    public void TryIndex_KeyThatNoFleetGivesOut_IsFalse(string key) => Assert.False(HostKey.TryIndex(key, out _));

    [Fact]
    public void TryIndex_AnyText_IsTrueOnlyForWhatOfGives() => Gen.String.Sample(text =>
    {
        if (HostKey.TryIndex(text, out var index))
        {
            Assert.Equal(HostKey.Of(index), HostKey.HostOf(text));
        }
    });
}
