using FleetSim.Load.Running;

namespace FleetSim.Load.Engines;

/// <summary>Operations in flight and their records; another engine says when one starts.</summary>
internal sealed class ForeignWorkloadRun(Workload workload, ForeignLoad load)
    : WorkloadRun(workload, load, TimeSpan.Zero)
{
    protected override TimeSpan MeasuredFrom => load.BeginMeasuring();

    public override TimeSpan StartDue(TimeSpan now) => TimeSpan.MaxValue;

    public void Start(OperationContext context, IOperationEnd answer) => Launch(context, answer);
}
