using FleetSim.Fleets;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Cli.Conformance;

/// <summary>
/// A host of a fleet as the replay of recorded kernels drives it: through the same calls as everybody.
/// </summary>
internal sealed class FleetOwnershipHost(IFleet target, int host) : IOwnershipHost
{
    public bool IsConcurrent => true;

    public ValueTask<HostReply> Host(HostCall call) => target.Host(host, call);

    public ValueTask<DeviceReply> Device(PciAddress device, DeviceCall call) => target.Device(host, device, call);

    public ValueTask<GroupReply> Group(int group, GroupCall call) => target.Group(host, group, call);

    public ValueTask<AddressSpaceReply> Process(string process, AddressSpaceCall call) =>
        target.Process(host, process, call);

    public ValueTask<HostFacts> Facts() => target.Inspect(host);
}
