using FleetSim.Load.Engines;
using FleetSim.Load.Simulations;

namespace FleetSim.Scenarios.Engines;

/// <summary>A run as a load framework is told of it.</summary>
/// <param name="Name">Name of the scenario file's scenario.</param>
/// <param name="Warmup">May be zero; never longer than the run.</param>
public sealed record ForeignRun(
    string Name, TimeSpan Warmup, IReadOnlyList<ForeignScenario> Scenarios, ForeignReports Reports);

/// <summary>One workload: what a framework calls a scenario.</summary>
/// <param name="Step">Name of its operation; each operation is one step.</param>
/// <param name="Simulations">One after the other.</param>
public sealed record ForeignScenario(
    ForeignWorkload Workload, string Step, IReadOnlyList<PlannedSimulation> Simulations);

/// <summary>Where a framework may write.</summary>
/// <param name="Folder">Made for this run and for nothing else: a framework may empty it, or delete it.</param>
/// <param name="Wanted">Somebody asked for reports; else the folder is thrown away after the run.</param>
public sealed record ForeignReports(string Folder, bool Wanted);
