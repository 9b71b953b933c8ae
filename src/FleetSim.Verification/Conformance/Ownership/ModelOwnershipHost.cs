using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>The bare model as a host.</summary>
public sealed class ModelOwnershipHost(OwnershipPolicy policy, HostTemplate template) : IOwnershipHost
{
    private readonly LocalHost _host = new(policy, template);

    public bool IsConcurrent => false;

    public ValueTask<HostReply> Host(HostCall call) => new(_host.Execute(call));

    public ValueTask<DeviceReply> Device(PciAddress device, DeviceCall call) => new(_host.Execute(device, call));

    public ValueTask<GroupReply> Group(int group, GroupCall call) => new(_host.Execute(group, call));

    public ValueTask<AddressSpaceReply> Process(string process, AddressSpaceCall call) =>
        new(_host.Execute(process, call));

    public ValueTask<HostFacts> Facts() => new(HostFacts.Of(template.Name, _host));
}
