using FleetSim.Contracts.Declarations;

namespace FleetSim.Contracts.Reports;

/// <summary>One silo of the cluster. Key: the silo's address as <see cref="SiloAddress.ToParsableString"/> writes it; the
/// grain lives there and nowhere else.</summary>
[Alias("fleetsim.silo")]
public interface ISiloGrain : IGrainWithStringKey
{
    [Alias("describe")]
    Task<SiloDescription> Describe();

    /// <summary>The silo has another fleet from now on: it boots one host of each kind, refuses calls that mean an
    /// earlier fleet, and drops that one's grains.</summary>
    [Alias("hold")]
    Task Hold(DeclaredGeneration declared);

    /// <summary>What the silo's grains counted, found and recorded.</summary>
    /// <param name="fleet">The fleet that is meant.</param>
    /// <param name="cursor">What the reader has already. The same one twice is answered alike.</param>
    /// <param name="last">No call is under way any more: all of the history is wanted, not only pages that are
    /// full.</param>
    /// <exception cref="OutdatedFleetException">The silo has a later fleet.</exception>
    [Alias("report")]
    Task<SiloReport> Report(FleetGeneration fleet, ReportCursor cursor, bool last);
}
