using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Engines;

/// <summary>The runner of this project.</summary>
public sealed class OwnEngine(LoadEnvironment environment) : ILoadEngine
{
    private LoadRun? _run;

    public LoadSnapshot? Snapshot => _run?.Snapshot();

    public TimeSpan ShortestStage => TimeSpan.Zero;

    public Task<LoadResult> Run(LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort)
    {
        _run = LoadRun.Start(plan, environment with { Listeners = listeners }, abort);
        return _run.Completion;
    }
}
