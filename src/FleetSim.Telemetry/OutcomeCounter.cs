using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using FleetSim.Contracts.Reports;
using FleetSim.Model;

namespace FleetSim.Telemetry;

/// <summary>Counts answers by operation and errno: exported as one counter, and read as it stands for a run's
/// report.</summary>
/// <typeparam name="TOperation">An enum of at most 32 operations numbered from 0.</typeparam>
/// <remarks>Hot path: one interlocked addition, no allocation; tags are made only when somebody reads.</remarks>
public sealed class OutcomeCounter<TOperation>
    where TOperation : struct, Enum
{
    /// <summary>Room for every errno the model answers; larger ones share the last cell.</summary>
    private const int Outcomes = 128;

    private static readonly TOperation[] Operations = Enum.GetValues<TOperation>();

    private readonly long[] _cells = new long[Operations.Length * Outcomes];

    /// <param name="policy">Value of the policy tag.</param>
    public OutcomeCounter(Meter meter, string name, string unit, string description, string policy) =>
        meter.CreateObservableCounter(name, () => Measure(policy), unit, description);

    public void Add(int operation, Errno outcome) =>
        Interlocked.Increment(ref _cells[(operation * Outcomes) + Math.Min((int)outcome, Outcomes - 1)]);

    /// <summary>What was counted so far; only what occurred.</summary>
    public ImmutableArray<OutcomeCount<TOperation>> Read()
    {
        var read = ImmutableArray.CreateBuilder<OutcomeCount<TOperation>>();
        for (var i = 0; i < _cells.Length; i++)
        {
            if (Volatile.Read(ref _cells[i]) is > 0 and var count)
            {
                read.Add(new(Operations[i / Outcomes], (Errno)(i % Outcomes), count));
            }
        }

        return read.DrainToImmutable();
    }

    private IEnumerable<Measurement<long>> Measure(string policy) => Read().Select(cell => new Measurement<long>(
        cell.Count,
        new(TelemetryNames.Operation, SnakeCase.Of(cell.Operation)),
        new(TelemetryNames.Outcome, OutcomeName.Of(cell.Outcome)),
        new(TelemetryNames.Policy, policy)));
}
