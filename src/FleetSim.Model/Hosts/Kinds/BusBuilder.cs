using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>One bus of a host kind. Devices return the same bus, bridges the bus below them.</summary>
/// <param name="port">The bridge above; null for a root bus.</param>
internal sealed class BusBuilder(HostBuilder host, PciBus bus, PciAddress? port, Surroundings surroundings)
{
    /// <summary>A function without a PCIe capability.</summary>
    public BusBuilder Conventional(
        string at, string ids, uint classCode, Func<PciFunction, PciFunction>? with = null) =>
        Device(at, ids, classCode, PciKind.Conventional, AcsPreset.Absent, with);

    /// <summary>A PCIe endpoint; without ACS when <paramref name="acs"/> is not given.</summary>
    public BusBuilder Endpoint(
        string at,
        string ids,
        uint classCode,
        AcsPreset acs = AcsPreset.Absent,
        Func<PciFunction, PciFunction>? with = null) =>
        Device(at, ids, classCode, PciKind.Endpoint, acs, with);

    /// <summary>An endpoint integrated in the root complex.</summary>
    public BusBuilder RootComplexEndpoint(
        string at,
        string ids,
        uint classCode,
        AcsPreset acs = AcsPreset.Absent,
        Func<PciFunction, PciFunction>? with = null) =>
        Device(at, ids, classCode, PciKind.RootComplexEndpoint, acs, with);

    public BusBuilder EventCollector(string at, string ids) =>
        Device(at, ids, PciClass.EventCollector, PciKind.RootComplexEventCollector, AcsPreset.Absent, null);

    /// <param name="to">Number of the bus below, hexadecimal.</param>
    /// <param name="upTo">Highest bus number kept free for what may be plugged.</param>
    /// <param name="externalFacing">Leads out of the chassis: what is below is not trusted.</param>
    public BusBuilder RootPort(
        string at,
        string ids,
        string to,
        AcsPreset acs = AcsPreset.Isolating,
        string upTo = "00",
        bool externalFacing = false,
        bool ari = false) =>
        Bridge(
            at,
            ids,
            to,
            PciKind.RootPort,
            acs,
            function => function with { AriForwarding = ari },
            upTo,
            externalFacing);

    public BusBuilder UpstreamPort(string at, string ids, string to) =>
        Bridge(at, ids, to, PciKind.UpstreamPort, AcsPreset.Absent);

    public BusBuilder DownstreamPort(
        string at, string ids, string to, AcsPreset acs = AcsPreset.Isolating, string upTo = "00") =>
        Bridge(at, ids, to, PciKind.DownstreamPort, acs, upTo: upTo);

    public BusBuilder PcieToPciBridge(string at, string ids, string to) =>
        Bridge(at, ids, to, PciKind.PcieToPciBridge, AcsPreset.Absent);

    /// <summary>A PCI-to-PCI bridge without a PCIe capability.</summary>
    public BusBuilder ConventionalBridge(string at, string ids, string to, uint classCode = PciClass.PciBridge) =>
        Bridge(
            at,
            ids,
            to,
            PciKind.ConventionalBridge,
            AcsPreset.Absent,
            function => function with { ClassCode = classCode });

    /// <summary>A place on this bus, with what is plugged there.</summary>
    public BusBuilder Slot(string name, Action<BusBuilder> contents) => Slot(name, true, contents);

    /// <summary>A place on this bus that is empty at boot, with what will be plugged there.</summary>
    public BusBuilder EmptySlot(string name, Action<BusBuilder> contents) => Slot(name, false, contents);

    /// <summary>VFs of an SR-IOV function of this bus, as a slot: there at boot when its NumVFs says so.</summary>
    public BusBuilder VirtualFunctions(string name, string of, int count, AcsPreset acs = AcsPreset.Empty)
    {
        var physical = host.Find(At(of));
        if (physical.Sriov is not { } sriov || (sriov.NumVfs != 0 && sriov.NumVfs != count))
        {
            throw new InvalidOperationException($"slot '{name}': {physical} does not have {count} virtual functions");
        }

        host.Slot(name, physical.Address, sriov.NumVfs == count, () =>
        {
            for (var n = 0; n < count; n++)
            {
                var rid = physical.Address.Rid.Value + sriov.FirstOffset + (n * sriov.Stride);
                var virtualFunction = physical with
                {
                    Address = new PciAddress(bus.Segment, (byte)(rid >> 8), (byte)rid),
                    DeviceId = sriov.VfDeviceId,
                    Kind = PciKind.Endpoint,
                    Acs = acs.Registers(),
                    Sriov = null,
                    PhysicalFunction = physical.Address,
                    RequiresDirectMapping = false,
                };
                host.Add(virtualFunction, null);
            }
        });
        return this;
    }

    private BusBuilder Slot(string name, bool presentAtBoot, Action<BusBuilder> contents)
    {
        var above = port ?? throw new InvalidOperationException($"slot '{name}' is on a root bus");
        host.Slot(name, above, presentAtBoot, () => contents(this));
        return this;
    }

    private BusBuilder Device(
        string at,
        string ids,
        uint classCode,
        PciKind kind,
        AcsPreset acs,
        Func<PciFunction, PciFunction>? with)
    {
        host.Add(Function(at, ids, kind, acs) with { ClassCode = classCode }, with);
        return this;
    }

    private BusBuilder Bridge(
        string at,
        string ids,
        string to,
        PciKind kind,
        AcsPreset acs,
        Func<PciFunction, PciFunction>? with = null,
        string upTo = "00",
        bool externalFacing = false)
    {
        var secondary = HostBuilder.Bus(to);
        var bridge = Function(at, ids, kind, acs) with
        {
            ClassCode = PciClass.PciBridge,
            HeaderType = 1,
            Buses = new BridgeBuses(bus.Number, secondary, secondary),
        };
        host.Add(bridge, with, HostBuilder.Bus(upTo));
        return new BusBuilder(
            host,
            new PciBus(bus.Segment, secondary),
            bridge.Address,
            surroundings with { Untrusted = surroundings.Untrusted || externalFacing });
    }

    private PciFunction Function(string at, string ids, PciKind kind, AcsPreset acs)
    {
        var (vendor, device) = HostBuilder.Ids(ids);
        return new PciFunction
        {
            Address = At(at),
            VendorId = vendor,
            DeviceId = device,
            Kind = kind,
            Acs = acs.Registers(),
            Unit = surroundings.Unit,
            Untrusted = surroundings.Untrusted,
            RealDmaDevice = surroundings.SentBy,
        };
    }

    private PciAddress At(string slotAndFunction) =>
        PciAddress.Parse($"{bus.Segment:x4}:{bus.Number:x2}:{slotAndFunction}");
}

/// <summary>What a function has from the place where it is.</summary>
internal sealed record Surroundings(string? Unit, bool Untrusted, PciAddress? SentBy);
