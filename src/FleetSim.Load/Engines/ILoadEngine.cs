using FleetSim.Load.Quantities;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Engines;

/// <summary>Starts the operations of a plan when they are due, and measures them. One engine makes one run.</summary>
public interface ILoadEngine
{
    /// <summary>The load as it is now; null before it begins, and where an engine does not tell.</summary>
    LoadSnapshot? Snapshot { get; }

    /// <summary>No stage of a load may be shorter; zero when any length will do.</summary>
    TimeSpan ShortestStage { get; }

    /// <summary>Runs a plan to its end.</summary>
    /// <param name="listeners">Hear of every second of the measurement when it is over.</param>
    /// <param name="abort">Ends the load early; what was measured is the result, marked as aborted.</param>
    /// <exception cref="LoadFormatException">The engine cannot run a load of the plan; one sentence.</exception>
    Task<LoadResult> Run(LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort);
}
