using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>A unit whose one requester is on the default domain of its group.</summary>
internal sealed class TestDomain
{
    public const ushort DomainId = 7;

    public TestDomain(DefaultDomainType type, IEnumerable<ReservedRegion>? regions = null)
    {
        Unit = new TestUnit();
        FramesBefore = Unit.Frames.InUse;
        var table = new SecondStageTable(
            Unit.Memory, Unit.Frames, Unit.Capabilities, Unit.Width, keepsEmptyTables: true);
        Domain = new KernelDomain(Unit.Hardware, Unit.Frames, DomainId, table, type, regions);
        Unit.Attach(TestUnit.Nic, Domain.Table.Root, DomainId);
    }

    public TestUnit Unit { get; }

    public KernelDomain Domain { get; }

    public int FramesBefore { get; }
}
