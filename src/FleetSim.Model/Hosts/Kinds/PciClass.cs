namespace FleetSim.Model.Hosts.Kinds;

/// <summary>Class codes of the functions in the catalogue: base class, subclass, programming interface.</summary>
/// <remarks>Source: PCI Code and ID Assignment Specification.</remarks>
internal static class PciClass
{
    public const uint Raid = 0x010400;
    public const uint Sata = 0x010601;
    public const uint Sas = 0x010700;
    public const uint Nvme = 0x010802;
    public const uint Ethernet = 0x020000;
    public const uint InfiniBand = 0x020700;
    public const uint Wireless = 0x028000;
    public const uint Vga = 0x030000;
    public const uint Accelerated3D = 0x030200;
    public const uint Sound = 0x040100;
    public const uint HdAudio = 0x040300;
    public const uint Memory = 0x050000;
    public const uint HostBridge = 0x060000;
    public const uint IsaBridge = 0x060100;
    public const uint PciBridge = 0x060400;
    public const uint SubtractivePciBridge = 0x060401;
    public const uint OtherBridge = 0x068000;
    public const uint Communication = 0x078000;
    public const uint Pic = 0x080000;
    public const uint IoApic = 0x080020;
    public const uint Iommu = 0x080600;
    public const uint EventCollector = 0x080700;
    public const uint SystemPeripheral = 0x088000;
    public const uint Uhci = 0x0c0300;
    public const uint Ohci = 0x0c0310;
    public const uint Ehci = 0x0c0320;
    public const uint Xhci = 0x0c0330;
    public const uint Usb4 = 0x0c0340;
    public const uint SmBus = 0x0c0500;
    public const uint Encryption = 0x108000;
    public const uint PerformanceCounters = 0x110100;
    public const uint SignalProcessing = 0x118000;
    public const uint NonEssential = 0x130000;
}
