using FleetSim.Load.Engines;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Scenarios.Running;

/// <summary>Our own runner in a time that jumps from timer to timer: the same run every time.</summary>
internal sealed class VirtualEngine : ILoadEngine
{
    private LoadRun? _run;

    public LoadSnapshot? Snapshot => _run?.Snapshot();

    public TimeSpan ShortestStage => TimeSpan.Zero;

    public Task<LoadResult> Run(LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort)
    {
        var time = new VirtualTime();
        _run = LoadRun.Start(plan, time.Environment with { Listeners = listeners }, abort);
        time.RunUntil(_run.Completion);
        return _run.Completion;
    }
}
