using FleetSim.Fleets;
using FleetSim.Load.Engines;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Scenarios.Running;

/// <summary>Our own runner in a time that jumps from timer to timer: the same run every time.</summary>
/// <param name="target">Lives in the same time.</param>
internal sealed class VirtualEngine(IFleet target) : ILoadEngine
{
    private readonly VirtualTime _time = new();
    private OwnEngine? _engine;

    public LoadSnapshot? Snapshot => _engine?.Snapshot;

    public TimeSpan ShortestStage => TimeSpan.Zero;

    public Task<LoadResult> Run(LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort)
    {
        target.LiveIn(_time);
        _engine = new OwnEngine(_time.Environment);
        var result = _engine.Run(plan, listeners, abort);
        _time.RunUntil(result);
        return result;
    }
}
