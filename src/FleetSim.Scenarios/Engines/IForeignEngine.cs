namespace FleetSim.Scenarios.Engines;

/// <summary>A load framework of somebody else. What it is told and what it answers is all of it that the rest of the
/// program sees.</summary>
public interface IForeignEngine
{
    /// <summary>With its version, as it is named in results.</summary>
    string Name { get; }

    /// <summary>Runs all workloads of a run at once, and returns when they are over.</summary>
    /// <returns>What the framework counted of measured steps.</returns>
    IReadOnlyList<StepCount> Run(ForeignRun run);
}
