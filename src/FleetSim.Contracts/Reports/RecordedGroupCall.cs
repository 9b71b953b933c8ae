using FleetSim.Model.Protocols;

namespace FleetSim.Contracts.Reports;

/// <summary>One call to a group as its caller saw it.</summary>
/// <param name="Host">Index of the host in the fleet.</param>
/// <param name="Group">The group's number on its host.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Start">Stamp of the silo's monotonic clock before the call was made.</param>
/// <param name="End">Stamp after its answer came.</param>
/// <param name="Reply">Null when no answer had come: it may have happened or not.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.recorded-call")]
public readonly record struct RecordedGroupCall(
    [property: Id(0)] int Host,
    [property: Id(1)] int Group,
    [property: Id(2)] GroupCall Call,
    [property: Id(3)] long Start,
    [property: Id(4)] long End,
    [property: Id(5)] GroupReply? Reply);
