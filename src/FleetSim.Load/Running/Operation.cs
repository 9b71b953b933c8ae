using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>One operation of a workload, called on the thread pool.</summary>
/// <remarks>An exception counts as a failure with the name of its type as label.</remarks>
public delegate ValueTask<Outcome> Operation(OperationContext context);
