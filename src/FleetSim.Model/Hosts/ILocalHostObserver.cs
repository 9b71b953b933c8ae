using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Hosts;

/// <summary>Hears of every answer inside a <see cref="LocalHost"/>, those of calls among its own parts too.</summary>
public interface ILocalHostObserver
{
    void HostAnswered(HostCall call, HostReply reply);

    void DeviceAnswered(PciAddress device, DeviceCall call, DeviceReply reply);

    /// <param name="before">The group before the call; the same object as <paramref name="after"/> when nothing
    /// changed.</param>
    void GroupAnswered(int group, GroupCall call, GroupState before, GroupState after, GroupReply reply);
}
