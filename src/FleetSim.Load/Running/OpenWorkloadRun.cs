using FleetSim.Load.Models;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Running;

/// <summary>Starts the operations of an open model at their planned times.</summary>
/// <remarks>
/// The warm-up draws from streams of its own, so the measured operations are the same with and without it.
/// </remarks>
internal sealed class OpenWorkloadRun : WorkloadRun, IDisposable
{
    private readonly TimeSpan _measuredFrom;
    private readonly IEnumerator<PlannedArrival> _arrivals;
    private readonly StreamKey _warmupStreams;
    private readonly StreamKey _streams;
    private bool _more;
    private long _unsent;

    public OpenWorkloadRun(Workload workload, IRunServices services, LoadPlan plan)
        : base(workload, services, plan.Warmup)
    {
        _measuredFrom = plan.Warmup;
        _warmupStreams = StreamKey.Of(plan.Seed, workload.Name + "/warmup");
        _streams = StreamKey.Of(plan.Seed, workload.Name);
        _arrivals = Arrivals(workload, plan).GetEnumerator();
        _more = _arrivals.MoveNext();
    }

    public override long Unsent => Volatile.Read(ref _unsent);

    public override TimeSpan StartDue(TimeSpan now)
    {
        while (_more && _arrivals.Current.At <= now)
        {
            Start(_arrivals.Current);
            _more = _arrivals.MoveNext();
        }

        return _more ? _arrivals.Current.At : TimeSpan.MaxValue;
    }

    public void Dispose() => _arrivals.Dispose();

    private void Start(PlannedArrival arrival)
    {
        var measured = arrival.At >= _measuredFrom;
        if (InFlight.Count >= Workload.InFlightMax)
        {
            Volatile.Write(ref _unsent, _unsent + (measured ? 1 : 0));
            return;
        }

        var context = new OperationContext(Services, measured ? _streams : _warmupStreams)
        {
            Workload = Workload.Name,
            Index = arrival.Index,
            User = 0,
            Measured = measured,
            Planned = arrival.At,
        };
        Launch(context, next: null);
    }

    private static IEnumerable<PlannedArrival> Arrivals(Workload workload, LoadPlan plan)
    {
        var load = workload.Load;
        var warmup = ArrivalSchedule.Of(plan.Seed, workload.Name + "/warmup", load.WarmUp(plan.Warmup), load.Pacing);
        var curve = load.Over(plan.Duration, RandomStream.Of(plan.Seed, workload.Name + "/levels", 0));
        var measured = ArrivalSchedule.Of(plan.Seed, workload.Name, curve, load.Pacing);
        return Numbered(warmup, TimeSpan.Zero).Concat(Numbered(measured, plan.Warmup));
    }

    private static IEnumerable<PlannedArrival> Numbered(IEnumerable<TimeSpan> arrivals, TimeSpan offset)
    {
        var index = 0L;
        foreach (var at in arrivals)
        {
            yield return new PlannedArrival(offset + at, index++);
        }
    }

    private readonly record struct PlannedArrival(TimeSpan At, long Index);
}
