using FleetSim.Model;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Remapping hardware with one device and one domain, without a driver, a grain or a clock.</summary>
internal sealed class BareUnit
{
    private const ulong HpaBase = 1UL << 48;
    private const ulong DomainId = 1;

    /// <param name="pageShift">The first pages of the IOVA space are mapped, each of 2^so many bytes.</param>
    public BareUnit(AddressWidth width, int pageShift, int pages)
    {
        var capabilities = VtdCapabilities.Of(width);
        Memory = new PhysicalMemory();
        Frames = new TableFrames(Memory);
        Hardware = new RemappingHardware(capabilities, Memory);
        var root = Frames.Take();
        var context = Frames.Take();
        Table = new SecondStageTable(Memory, Frames, WithPages(capabilities, pageShift), width);
        var size = (ulong)pages << pageShift;
        Invariant.Require(Table.Map(0, HpaBase, size, DmaAccess.ReadWrite) == Errno.None, "BENCH-MAPPED");

        Hardware.SetRootTable(root);
        Hardware.Enable(true);
        Write(root + (16UL * RequestStream.Nic.Bus), context | 1);
        var entry = context + (16UL * RequestStream.Nic.Devfn);
        Write(entry + 8, (uint)width.Code | (DomainId << 8));
        Write(entry, Table.Root | 1);
    }

    public PhysicalMemory Memory { get; }

    public TableFrames Frames { get; }

    public RemappingHardware Hardware { get; }

    public SecondStageTable Table { get; }

    /// <summary>What a unit could do if it had no pages larger than these.</summary>
    internal static VtdCapabilities WithPages(VtdCapabilities capabilities, int pageShift)
    {
        const ulong Pages2M = 1UL << 34;
        const ulong Pages1G = 1UL << 35;
        var without = (pageShift < 21 ? Pages2M : 0) | (pageShift < 30 ? Pages1G : 0);
        return capabilities with { Cap = capabilities.Cap & ~without };
    }

    private void Write(ulong address, ulong word) => Invariant.Require(Memory.TryWrite(address, word), "BENCH-MEMORY");
}
