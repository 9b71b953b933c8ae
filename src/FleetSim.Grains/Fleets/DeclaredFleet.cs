using System.Diagnostics.Metrics;
using FleetSim.Contracts.Declarations;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Telemetry;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.Fleets;

/// <summary>The fleet that a silo holds, and all that its grains count, find and record of it. The next fleet begins
/// with another one.</summary>
public sealed class DeclaredFleet : IDisposable
{
    internal DeclaredFleet(DeclaredGeneration declared, OwnershipPolicy policy, TimeProvider time)
    {
        Generation = declared.Generation;
        ChecksInvariants = declared.Declaration.ChecksInvariants;
        Hosts = declared.Declaration.Boot(policy);
        Instruments = new FleetInstruments(new Meter(TelemetryNames.Meter), policy.Name);
        History = declared.Declaration.RecordsHistory ? new HistoryRecorder(time) : HistoryRecorder.Off;
        Outbox = new ReportOutbox(this);
    }

    public FleetGeneration Generation { get; }

    /// <summary>Groups evaluate the isolation invariants after every change.</summary>
    public bool ChecksInvariants { get; }

    public Fleet Hosts { get; }

    public OwnershipPolicy Policy => Hosts.Policy;

    public FleetInstruments Instruments { get; }

    /// <summary>The first places where an isolation invariant broke.</summary>
    public IncidentLog Incidents { get; } = new();

    /// <summary>Bookkeeping invariants that broke.</summary>
    public BrokenInvariants Broken { get; } = new();

    /// <summary>Where grains write down what they ask of groups.</summary>
    public HistoryRecorder History { get; }

    /// <summary>What is told of all this.</summary>
    public ReportOutbox Outbox { get; }

    public void Dispose() => Instruments.Dispose();
}
