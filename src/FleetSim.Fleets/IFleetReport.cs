using FleetSim.Contracts.Reports;
using FleetSim.Model.Ownership;
using FleetSim.Verification.History;

namespace FleetSim.Fleets;

/// <summary>What a fleet has counted, what broke in it, and what was asked of its groups.</summary>
public interface IFleetReport
{
    /// <summary>What was counted since the fleet was declared, as of the last <see cref="Refresh"/>.</summary>
    FleetCounts Counts { get; }

    /// <summary>Bookkeeping invariants that broke, one sentence each, as of the last <see cref="Refresh"/>.</summary>
    IReadOnlyCollection<string> BrokenInvariants { get; }

    /// <summary>The first places where an isolation invariant broke, one sentence each, as of the last
    /// <see cref="Refresh"/>.</summary>
    IReadOnlyCollection<string> Incidents { get; }

    /// <summary>Asks every silo for what it has counted since.</summary>
    /// <exception cref="SiloLostException">A silo does not answer any more.</exception>
    Task Refresh();

    /// <summary>Every call that was made to a group. No call is under way any more.</summary>
    /// <exception cref="SiloLostException">A silo does not answer any more.</exception>
    Task<RecordedHistory> History();

    /// <summary>A workload saw an isolation invariant broken that no group can see.</summary>
    void Violated(IsolationInvariants invariant);
}
