using FleetSim.Load.Models;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Running;

/// <summary>Sets the users of a closed model to work, and lets them go.</summary>
internal sealed class ClosedWorkloadRun : WorkloadRun
{
    private readonly IReadOnlyList<(TimeSpan At, VirtualUser User)> _starts;
    private int _next;

    public ClosedWorkloadRun(Workload workload, IRunServices services, LoadPlan plan)
        : base(workload, services, plan.Warmup)
    {
        var streams = StreamKey.Of(plan.Seed, workload.Name + "/users");
        var curve = Shifted(workload.Load, plan);
        var starts = new List<(TimeSpan At, VirtualUser User)>();
        for (var number = 0; number < curve.Peak; number++)
        {
            var work = curve.WorkOf(number).ToArray();
            var user = new VirtualUser(this, number, streams, work, plan.Warmup);
            starts.AddRange(work.Select(stretch => (stretch.Start, user)));
        }

        // Stable, so that users who start together start in the order of their numbers.
        _starts = [.. starts.OrderBy(start => start.At)];
    }

    public override TimeSpan StartDue(TimeSpan now)
    {
        while (_next < _starts.Count && _starts[_next].At <= now)
        {
            _starts[_next++].User.Wake();
        }

        return _next < _starts.Count ? _starts[_next].At : TimeSpan.MaxValue;
    }

    /// <summary>Starts an operation of the user.</summary>
    public void LaunchFor(VirtualUser user, OperationContext context) => Launch(context, user);

    private static LevelCurve Shifted(LoadProfile load, LoadPlan plan) => new(
    [
        .. load.WarmUp(plan.Warmup).Segments,
        .. load.Over(plan.Duration).Segments.Select(s => s with { Start = s.Start + plan.Warmup }),
    ]);
}
