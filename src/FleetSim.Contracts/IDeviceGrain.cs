using FleetSim.Model.Protocols;
using Orleans.Concurrency;

namespace FleetSim.Contracts;

/// <summary>One PCI device of a host: its driver, its override, whether it is there. Key:
/// <see cref="HostKey.Device"/>.</summary>
[Alias("fleetsim.device")]
public interface IDeviceGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<DeviceReply> Execute(DeviceCall call);

    /// <summary>All the device keeps; for audits.</summary>
    [Alias("snapshot")]
    [AlwaysInterleave]
    Task<DeviceState> Snapshot();
}
