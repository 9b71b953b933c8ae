using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Model;

namespace FleetSim.Scenarios.Workloads;

/// <summary>A device that sends batch after batch, and whoever maps memory for it.</summary>
internal interface ITranslatingDevice
{
    /// <summary>Takes the device and maps memory for it.</summary>
    ValueTask<Errno> Start();

    /// <summary>One batch.</summary>
    ValueTask<Outcome> Next(OperationContext context);

    /// <summary>Gives everything back.</summary>
    ValueTask Stop();
}
