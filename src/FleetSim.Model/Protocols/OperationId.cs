namespace FleetSim.Model.Protocols;

/// <summary>Names one request of one caller, so that a retry of it is answered alike and changes nothing.</summary>
/// <param name="Value">Unique over the callers of a cluster; 0 for a request that is never retried.</param>
/// <param name="Step">Which call of a protocol it is: a retried protocol repeats its calls under the same ids.</param>
public readonly record struct OperationId(ulong Value, ushort Step = 0)
{
    public bool IsNone => Value == 0;

    public OperationId Then => this with { Step = (ushort)(Step + 1) };

    public override string ToString() => Step == 0 ? $"{Value:x}" : $"{Value:x}.{Step}";
}
