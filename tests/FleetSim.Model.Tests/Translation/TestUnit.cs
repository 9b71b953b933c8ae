using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation;

/// <summary>Hardware of one requester and one domain, with tables made by hand or by the map engine.</summary>
internal sealed class TestUnit
{
    public const ushort DomainId = 5;

    public static readonly Rid Nic = new(3, 0);

    public TestUnit(AddressWidth? width = null, HardwareOptions? options = null)
    {
        Width = width ?? AddressWidth.Bits48;
        Capabilities = VtdCapabilities.Of(Width);
        Memory = new PhysicalMemory();
        Frames = new TableFrames(Memory);
        Hardware = new RemappingHardware(Capabilities, Memory, options);
        Table = new SecondStageTable(Memory, Frames, Capabilities, Width);
        Root = Frames.Take();
        Context = Frames.Take();
        Hardware.SetRootTable(Root);
        Hardware.Enable(true);
        Write(Root + (16UL * Nic.Bus), Context | 1);
        Attach(Nic, Table.Root, DomainId);
    }

    public AddressWidth Width { get; }

    public VtdCapabilities Capabilities { get; }

    public PhysicalMemory Memory { get; }

    public TableFrames Frames { get; }

    public RemappingHardware Hardware { get; }

    public SecondStageTable Table { get; }

    public ulong Root { get; }

    public ulong Context { get; }

    public void Write(ulong address, ulong word) => Assert.True(Memory.TryWrite(address, word));

    public ulong Read(ulong address)
    {
        Assert.True(Memory.TryRead(address, out var word));
        return word;
    }

    /// <summary>A context entry of translation type 0.</summary>
    public void Attach(Rid rid, ulong table, ushort domainId)
    {
        Write(Context + (16UL * rid.Devfn) + 8, (uint)Width.Code | ((ulong)domainId << 8));
        Write(Context + (16UL * rid.Devfn), table | 1);
    }

    public TranslationResult Translate(ulong iova, DmaAccess access = DmaAccess.Read, Rid? rid = null) =>
        Hardware.Translate(new TranslationRequest(iova, rid ?? Nic, access));
}
