using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Numerics;
using FleetSim.Contracts.Reports;
using FleetSim.Model.Ownership;

namespace FleetSim.Telemetry;

/// <summary>Counts how often a group began to break an isolation invariant.</summary>
public sealed class InvariantCounter
{
    private readonly long[] _counts = new long[32];

    public InvariantCounter(Meter meter) => meter.CreateObservableCounter(
        TelemetryNames.InvariantViolations,
        () => Read().Select(cell => new Measurement<long>(
            cell.Count,
            new KeyValuePair<string, object?>(TelemetryNames.Invariant, SnakeCase.Of(cell.Invariant)))),
        "{violation}",
        "Times a group began to break an isolation invariant; known holes of a policy among them.");

    public void Add(IsolationInvariants broken)
    {
        for (var rest = (uint)broken; rest != 0; rest &= rest - 1)
        {
            Interlocked.Increment(ref _counts[BitOperations.TrailingZeroCount(rest)]);
        }
    }

    /// <summary>Invariants that were broken, and how often.</summary>
    public ImmutableArray<InvariantCount> Read()
    {
        var read = ImmutableArray.CreateBuilder<InvariantCount>();
        for (var bit = 0; bit < _counts.Length; bit++)
        {
            if (Volatile.Read(ref _counts[bit]) is > 0 and var count)
            {
                read.Add(new((IsolationInvariants)(1 << bit), count));
            }
        }

        return read.DrainToImmutable();
    }
}
