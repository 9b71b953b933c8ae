using System.Collections.Immutable;
using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Verification.History;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Fleets.Grains;

/// <summary>The reports of all silos of a cluster as one.</summary>
/// <remarks>Recorded calls are fetched while the run goes on, so that a silo keeps only the latest of them.</remarks>
internal sealed class ClusterReport : IFleetReport, IDisposable
{
    private readonly ImmutableArray<SiloReader> _silos;
    private readonly SemaphoreSlim _reading = new(1);
    private FleetCounts _violated = FleetCounts.Zero;

    private ClusterReport(ImmutableArray<SiloReader> silos, HistoryRecorder history)
    {
        _silos = silos;
        Calls = history;
    }

    /// <summary>Calls that this process makes are recorded here, and those that silos recorded are added.</summary>
    public HistoryRecorder Calls { get; }

    public FleetCounts Counts => _silos.Aggregate(Volatile.Read(ref _violated), (sum, silo) => sum + silo.Counts);

    public IReadOnlyCollection<string> BrokenInvariants => [.. _silos.SelectMany(silo => silo.BrokenInvariants)];

    public IReadOnlyCollection<string> Incidents => [.. _silos.SelectMany(silo => silo.Incidents)];

    /// <summary>The report of the silos that are in the cluster now.</summary>
    /// <param name="history">Where calls are recorded.</param>
    /// <exception cref="InputException">A silo is on another machine, and the history is to be recorded.</exception>
    /// <param name="patience">A silo that says nothing for so long is lost.</param>
    public static async Task<ClusterReport> Of(
        IGrainFactory grains, FleetGeneration fleet, HistoryRecorder history, TimeSpan patience)
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        var silos = await Task.WhenAll(hosts.Keys.Order().Select(async address =>
        {
            var silo = grains.GetGrain<ISiloGrain>(address.ToParsableString());
            var description = await silo.Describe();
            return (Reader: new SiloReader(silo, description, fleet, patience), Description: description);
        }));
        if (history.IsOn && silos.FirstOrDefault(silo => silo.Description.Machine != MachineIdentity.Here) is
            { Description: { } elsewhere })
        {
            throw new InputException(
                $"checks.history: {elsewhere} runs on another machine, and calls are put in order by the clock of one; "
                + "write 'checks: { history: off }'");
        }

        return new ClusterReport([.. silos.Select(silo => silo.Reader)], history);
    }

    public Task Refresh() => Read(last: false);

    public async Task<RecordedHistory> History()
    {
        await Read(last: true);
        return Calls.Read();
    }

    public void Violated(IsolationInvariants invariant) =>
        ImmutableInterlocked.Update(ref _violated, counts => counts.WithViolation(invariant));

    public void Dispose() => _reading.Dispose();

    private async Task Read(bool last)
    {
        await _reading.WaitAsync(); // One reader: a cursor goes on from the answer before.
        try
        {
            foreach (var silo in _silos)
            {
                while (Add(await silo.Next(last)))
                {
                    // There may be more.
                }
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <returns>False when the silo had no calls to tell of.</returns>
    private bool Add(SiloReport report)
    {
        foreach (var call in report.Calls)
        {
            Calls.Add(call.Host, call.Group, new GroupOperation(call.Call, call.Start, call.End, call.Reply));
        }

        Calls.CutAt(report.Cutoff);
        return !report.Calls.IsEmpty;
    }
}
