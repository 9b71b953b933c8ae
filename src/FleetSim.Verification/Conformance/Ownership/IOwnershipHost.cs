using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>
/// A simulated host whose drivers, groups and user processes a replay drives: the bare model, or grains.
/// </summary>
public interface IOwnershipHost
{
    /// <summary>Several may call at once.</summary>
    bool IsConcurrent { get; }

    ValueTask<HostReply> Host(HostCall call);

    ValueTask<DeviceReply> Device(PciAddress device, DeviceCall call);

    ValueTask<GroupReply> Group(int group, GroupCall call);

    ValueTask<AddressSpaceReply> Process(string process, AddressSpaceCall call);

    /// <summary>What all parts of the host say of themselves.</summary>
    ValueTask<HostFacts> Facts();
}
