using FleetSim.Load.Engines;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Scenarios.Targets;

namespace FleetSim.Scenarios.Running;

/// <summary>Our own runner in a time that jumps from timer to timer: the same run every time.</summary>
/// <param name="target">Lives in the same time.</param>
internal sealed class VirtualEngine(LocalTarget target) : ILoadEngine
{
    private LoadRun? _run;

    public LoadSnapshot? Snapshot => _run?.Snapshot();

    public TimeSpan ShortestStage => TimeSpan.Zero;

    public Task<LoadResult> Run(LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort)
    {
        var time = new VirtualTime();
        target.Time = time;
        _run = LoadRun.Start(plan, time.Environment with { Listeners = listeners }, abort);
        time.RunUntil(_run.Completion);
        return _run.Completion;
    }
}
