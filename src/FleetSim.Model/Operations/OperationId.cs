namespace FleetSim.Model.Operations;

/// <summary>Names one request of one caller, so that a retry of it is answered alike and changes nothing.</summary>
/// <param name="Value">Unique over the callers of a cluster; 0 for a request that is never retried.</param>
/// <param name="Step">Which call of a protocol it is: a retried protocol repeats its calls under the same ids.</param>
public readonly record struct OperationId(ulong Value, uint Step = 0)
{
    /// <summary>A call that makes calls which make calls leaves so many numbers to each.</summary>
    public const uint StepsOfOne = 16;

    public bool IsNone => Value == 0;

    /// <summary>Id of a call that this one makes; none makes none.</summary>
    /// <param name="step">Which one, from 1; below <see cref="StepsOfOne"/>.</param>
    public OperationId Inner(uint step) => IsNone ? default : this with { Step = Step + step };

    public override string ToString() => Step == 0 ? $"{Value:x}" : $"{Value:x}.{Step}";
}
