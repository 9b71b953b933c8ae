using FleetSim.Contracts;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Scenarios.Targets;
using FleetSim.Verification.Audit;

namespace FleetSim.Grains.Tests.Silos;

/// <summary>One host of a silo, and the calls to its grains.</summary>
internal sealed class TestHost(GrainTarget target, int index)
{
    public string Key { get; } = HostKey.Of(index);

    public int Index => index;

    public HostTemplate Template => target.Fleet.TemplateOf(index);

    public async Task<HostReply> Call(HostCall call) => await target.Host(index, call);

    public async Task<DeviceReply> Call(string device, DeviceCall call) =>
        await target.Device(index, PciAddress.Parse(device), call);

    public async Task<GroupReply> Call(int group, GroupCall call) => await target.Group(index, group, call);

    public async Task<AddressSpaceReply> Call(string process, AddressSpaceCall call) =>
        await target.Process(index, process, call);

    public HotplugSlot Slot(string name) => Template.Slots.Single(slot => slot.Name == name);

    /// <summary>Number of the group that a device has at boot.</summary>
    public int GroupOf(string device) => Template.Host.Groups.GroupOf(PciAddress.Parse(device))!.Value.Id;

    public async Task<HostFacts> Facts() => await target.Inspect(index);

    /// <summary>The group and its unit as they are now.</summary>
    public async Task<GroupRecord> Group(int number) => (await Facts()).Groups[number];

    /// <summary>Takes the ordinary drivers off a group, so that a user can claim it.</summary>
    public async Task FreeGroup(int number)
    {
        foreach (var member in Template.Groups[number].State.Members.Where(member => member.UsesKernelDma))
        {
            var reply = await target.Device(index, member.Device, DeviceCall.Unbind());
            Assert.True(reply.Granted, $"{Key}: unbind of {member.Device} was refused with {reply.Errno}");
        }
    }
}
