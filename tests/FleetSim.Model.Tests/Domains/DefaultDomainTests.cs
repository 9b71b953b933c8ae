using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Domains;

public sealed class DefaultDomainTests
{
    [Theory]
    [InlineData(IommuKind.Intel, "intel_iommu=on", DefaultDomainType.Dma)]
    [InlineData(IommuKind.Intel, "iommu.strict=0", DefaultDomainType.Dma)]
    [InlineData(IommuKind.IntelNoCachingMode, "intel_iommu=on", DefaultDomainType.DmaFq)]
    [InlineData(IommuKind.IntelNoCachingMode, "iommu.strict=0", DefaultDomainType.DmaFq)]
    [InlineData(IommuKind.IntelNoCachingMode, "quiet iommu.strict=1", DefaultDomainType.Dma)]
    [InlineData(IommuKind.IntelNoCachingMode, "intel_iommu=on,strict", DefaultDomainType.Dma)]
    [InlineData(IommuKind.IntelNoCachingMode, "iommu.strict=1 iommu.strict=off", DefaultDomainType.DmaFq)]
    [InlineData(IommuKind.Amd, "amd_iommu=on", DefaultDomainType.Dma)]
    [InlineData(IommuKind.Amd, "iommu=pt", DefaultDomainType.Identity)]
    [InlineData(IommuKind.Intel, "iommu=noagp,pt iommu.passthrough=0", DefaultDomainType.Dma)]
    [InlineData(IommuKind.Virtio, null, DefaultDomainType.DmaFq)]
    [InlineData(IommuKind.Virtio, "iommu.passthrough=1", DefaultDomainType.Identity)]
    public void Of_CommandLine_DecidesTheGlobalDefault(IommuKind kind, string? commandLine, DefaultDomainType expected)
    {
        Assert.Equal(expected, HostIommu.Of(kind, commandLine).GlobalDefault);
    }

    [Theory]
    [InlineData(IommuKind.Intel, 48, 0x4020_1000)]
    [InlineData(IommuKind.IntelNoCachingMode, 48, 0x4020_1000)]
    [InlineData(IommuKind.ArmSmmuV3, 48, 0x4020_1000)]
    [InlineData(IommuKind.Virtio, 64, 0x4020_1000)]
    [InlineData(IommuKind.Amd, 64, 0xffff_ff7f_ffff_f000)]
    public void Of_Kind_HasItsWidthAndPageSizes(IommuKind kind, int width, ulong pageSizes)
    {
        var iommu = HostIommu.Of(kind, null);

        Assert.Equal((width, pageSizes, 65_535u), (iommu.AddressWidth, iommu.PageSizes, iommu.DmaEntryLimit));
        Assert.Equal(width == 64 ? ulong.MaxValue : 0xffff_ffff_ffff, iommu.ApertureEnd);
        Assert.Equal(0x7f_ffff_ffffUL, (iommu with { Width = 39 }).ApertureEnd);
    }

    [Theory]
    [InlineData("vfio_iommu_type1.dma_entry_limit=6", 6)]
    [InlineData("quiet vfio_iommu_type1.dma_entry_limit=6 vfio_iommu_type1.dma_entry_limit=0", 0)]
    [InlineData("vfio_iommu_type1.dma_entry_limit=many", 65_535)]
    public void Of_CommandLine_DecidesHowManyMappings(string commandLine, uint expected) =>
        Assert.Equal(expected, HostIommu.Of(IommuKind.Intel, commandLine).DmaEntryLimit);

    [Fact]
    public void Choose_Preferences_AreCombined()
    {
        var host = HostIommu.Of(IommuKind.IntelNoCachingMode, "");
        DomainDemand none = new(), dma = new(DriverPreference: DefaultDomainType.Dma);
        DomainDemand identity = new(DriverPreference: DefaultDomainType.Identity), untrusted = new(Untrusted: true);

        Assert.Equal(new(DefaultDomainType.DmaFq), DefaultDomain.Choose([none, none], host));
        Assert.Equal(new(DefaultDomainType.Dma), DefaultDomain.Choose([none, dma, dma], host));
        Assert.Equal(new(DefaultDomainType.Identity, true), DefaultDomain.Choose([dma, identity], host));
        Assert.Equal(new(DefaultDomainType.Dma), DefaultDomain.Choose([none, untrusted], host));
        Assert.Equal(new(DefaultDomainType.Dma), DefaultDomain.Choose([dma, untrusted], host));
        Assert.Null(DefaultDomain.Choose([identity, untrusted], host).Type);
    }

    [Fact]
    public void Choose_FixedDefault_TakesNoOther()
    {
        var host = HostIommu.Of(IommuKind.Virtio, "") with { FixedDefault = DefaultDomainType.Identity };

        Assert.Equal(DefaultDomainType.Identity, DefaultDomain.Choose([new(Untrusted: true)], host).Type);
        Assert.Null(DefaultDomain.Choose([], host, DefaultDomainType.Dma).Type);
    }

    [Theory]
    [InlineData(IommuKind.Intel, "fee00000-feefffff msi")]
    [InlineData(IommuKind.Virtio, "fee00000-feefffff msi")]
    [InlineData(IommuKind.Amd, "fee00000-feefffff msi, fd00000000-ffffffffff reserved")]
    [InlineData(IommuKind.None, "")]
    public void Of_Endpoint_HasTheWindowsOfItsIommu(IommuKind kind, string expected)
    {
        Assert.Equal(expected, Regions(kind, "00:02.0 RCI, 00:03.0 RCI"));
    }

    [Theory]
    [InlineData(IommuKind.IntelNoCachingMode, "0-ffffff direct-relaxable, fee00000-feefffff msi")]
    [InlineData(IommuKind.Amd, "fee00000-feefffff msi, fd00000000-ffffffffff reserved")]
    public void Of_IsaBridge_MapsItsMemoryOneToOneOnVtd(IommuKind kind, string expected)
    {
        Assert.Equal(expected, Regions(kind, "00:1f.0 PCI mf class=060100, 00:1f.2 PCI mf class=010601"));
    }

    [Fact]
    public void Of_FirmwareRegions_AreSortedAndMerged()
    {
        ReservedRegion[] firmware =
        [
            new(0x3000, 0x3fff, "direct"), new(0x1000, 0x1fff, "direct"), new(0x2000, 0x2fff, "direct"),
            new(0x1000, 0x17ff, "reserved"), new(0x5000, 0x5fff, "direct"), new(0xf000_0000, ulong.MaxValue, "direct"),
        ];

        var regions = ReservedRegions.Of(IommuKind.None, [], firmware);

        Assert.Equal(
            "1000-3fff direct, 1000-17ff reserved, 5000-5fff direct, f0000000-ffffffffffffffff direct", Print(regions));
    }

    private static string Regions(IommuKind kind, string members) =>
        Print(ReservedRegions.Of(kind, TopologyText.Functions(members)));

    private static string Print(IEnumerable<ReservedRegion> regions) =>
        string.Join(", ", regions.Select(region => $"{region.Start:x}-{region.End:x} {region.Type}"));
}
