using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;

namespace FleetSim.Fleets.Grains;

/// <summary>Reads the report of one silo, part by part.</summary>
/// <param name="patience">A silo that says nothing for so long is lost.</param>
internal sealed class SiloReader(
    ISiloGrain silo, SiloDescription description, FleetGeneration fleet, TimeSpan patience)
{
    private ReportCursor _next;

    /// <summary>What the silo's grains have counted, as of the last answer.</summary>
    public FleetCounts Counts { get; private set; } = FleetCounts.Zero;

    /// <summary>Incidents so far.</summary>
    public IReadOnlyCollection<string> Incidents { get; private set; } = [];

    /// <summary>Broken bookkeeping invariants so far.</summary>
    public IReadOnlyCollection<string> BrokenInvariants { get; private set; } = [];

    /// <summary>Asks for one part more.</summary>
    /// <param name="last">No call is under way any more.</param>
    /// <exception cref="SiloLostException">The silo does not answer.</exception>
    public async Task<SiloReport> Next(bool last)
    {
        var report = await Ask(last);
        Incidents = [.. Incidents, .. report.Incidents];
        BrokenInvariants = [.. BrokenInvariants, .. report.BrokenInvariants];
        Counts = report.Counts;
        _next = report.Next;
        return report;
    }

    private async Task<SiloReport> Ask(bool last)
    {
        try
        {
            return await silo.Report(fleet, _next, last).WaitAsync(patience);
        }
        catch (OutdatedFleetException outdated)
        {
            throw new SiloLostException($"{description} has no use for this run any more: {outdated.Message}", outdated);
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException or OperationCanceledException)
        {
            throw new SiloLostException($"lost {description}: it does not answer any more", failure);
        }
    }
}
