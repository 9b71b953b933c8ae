using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Targets;
using FleetSim.Telemetry;

namespace FleetSim.Scenarios.Workloads;

/// <summary>What the workloads of one run share: the fleet, who is touched, and numbers that nobody else
/// uses.</summary>
internal sealed class WorkloadContext(IFleetTarget target)
{
    /// <summary>Cookies below this one have a meaning of their own in some policies.</summary>
    private const ulong FirstCookie = 16;

    private readonly ConcurrentDictionary<int, bool> _touched = new();
    private ulong _lastCookie = FirstCookie;
    private ulong _lastOperation;
    private long _lastProcess;

    public IFleetTarget Target => target;

    /// <summary>What the policy of the run refuses with.</summary>
    public PolicyRefusals Refusals => target.Fleet.Policy.Refusals;

    /// <summary>Hosts that any operation has gone to, ascending.</summary>
    public IReadOnlyList<int> Touched => [.. _touched.Keys.Order()];

    public void Touch(int host) => _touched.TryAdd(host, true);

    /// <summary>A user that has never been.</summary>
    public OwnerCookie NewOwner() => new(Interlocked.Increment(ref _lastCookie));

    /// <summary>What became of the requests that devices sent.</summary>
    public TranslationTotals Translations { get; } = new();

    /// <summary>Operations that have to be ended in order, even when the run is ended early.</summary>
    public UnderWay UnderWay { get; } = new();

    /// <summary>Name of a user process that has never been.</summary>
    public string NewProcess() => string.Create(CultureInfo.InvariantCulture, $"vm{Interlocked.Increment(ref _lastProcess)}");

    public OperationId NewOperation() => new(Interlocked.Increment(ref _lastOperation));

    /// <summary>
    /// The outcome of an answer. A refusal that the rules provide for is a correct answer; anything else is a failure.
    /// </summary>
    /// <param name="provided">The errno that the operation may be refused with, by the policy of the run.</param>
    /// <param name="also">Those that it may be refused with under every policy.</param>
    public static Outcome OutcomeOf(Errno errno, ImmutableArray<Errno> provided, params ReadOnlySpan<Errno> also)
    {
        if (errno == Errno.None)
        {
            return Outcome.Ok;
        }

        var name = OutcomeName.Of(errno);
        return provided.Contains(errno) || also.Contains(errno) || errno == Errno.EHOSTDOWN
            ? Outcome.Refused(name)
            : Outcome.Failure(name);
    }

    /// <summary>A step of an operation has been answered.</summary>
    public static void Step(OperationContext context, string step, TimeSpan started, Outcome outcome) =>
        context.RecordStep(step, outcome, context.Now - started);

    /// <summary>The step that an operation begins with has been answered; its latency counts from the planned
    /// start.</summary>
    public static void FirstStep(OperationContext context, string step, TimeSpan started, Outcome outcome) =>
        context.RecordFirstStep(step, outcome, context.Now - started);
}
