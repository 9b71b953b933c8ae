using System.Diagnostics.Metrics;
using FleetSim.Contracts.Reports;
using FleetSim.Model.Ownership;
using FleetSim.Telemetry;
using FleetSim.Verification.History;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Fleets.Local;

/// <summary>What the hosts of this process count and find: always up to date.</summary>
internal sealed class LocalReport(string policy, bool history) : IFleetReport, IDisposable
{
    private readonly List<string> _broken = [];

    public FleetInstruments Instruments { get; } = new(new Meter(TelemetryNames.Meter), policy);

    public HistoryRecorder Calls { get; } =
        history ? new HistoryRecorder(new CallCounter(), writers: 1) : HistoryRecorder.Off;

    public IncidentLog Places { get; } = new();

    public FleetCounts Counts => Instruments.Read();

    public IReadOnlyCollection<string> BrokenInvariants => _broken;

    public IReadOnlyCollection<string> Incidents => Places.Texts;

    public Task Refresh() => Task.CompletedTask;

    public Task<RecordedHistory> History() => Task.FromResult(Calls.Read());

    public void Violated(IsolationInvariants invariant) => Instruments.Violations.Add(invariant);

    /// <summary>A bookkeeping invariant broke.</summary>
    public void Broke(string sentence) => _broken.Add(sentence);

    public void Dispose() => Instruments.Dispose();
}
