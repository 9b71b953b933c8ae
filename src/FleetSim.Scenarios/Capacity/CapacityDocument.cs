using FleetSim.Load.Capacity;
using FleetSim.Load.Report;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Capacity;

/// <summary>A search for the highest rate as scripts read it: <c>fleetsim run --find-max … --json</c>. Latencies in
/// seconds, rates per second.</summary>
/// <param name="Conditions">What had to hold.</param>
/// <param name="Capacity">The highest rate that held; null when none did.</param>
/// <param name="IsBounded">A higher rate was seen to fail.</param>
/// <param name="Noise">How far probes contradict each other, as a share: 0 when every rate below the capacity held and
/// every one above it failed.</param>
/// <param name="IsNoisy">So far that another search may end elsewhere.</param>
/// <param name="LatencyOf">The workload or step whose latencies the curve tells.</param>
/// <param name="Probes">The curve, by rate.</param>
public sealed record CapacityDocument(
    string Scenario,
    string Policy,
    ulong Seed,
    IReadOnlyList<string> Conditions,
    double? Capacity,
    bool IsBounded,
    double Noise,
    bool IsNoisy,
    string LatencyOf,
    IReadOnlyList<CapacityProbe> Probes)
{
    public static CapacityDocument Of(Scenario scenario, CapacityPlan plan, CapacityResult result)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(result);
        return new CapacityDocument(
            scenario.Name,
            scenario.Policy,
            scenario.Seed,
            plan.Conditions,
            result.Rate,
            result.IsBounded,
            result.Noise,
            result.IsNoisy,
            plan.Curve,
            [.. result.Curve]);
    }

    /// <summary>What was found, in one sentence.</summary>
    public string Sentence()
    {
        var conditions = string.Join(" and ", Conditions);
        if (Capacity is not { } rate)
        {
            return $"no rate that was tried holds {conditions}";
        }

        return IsBounded
            ? $"{Figures.Number(rate)}/s is the highest rate that holds {conditions}"
            : $"{conditions} still holds at {Figures.Number(rate)}/s, the highest rate there is";
    }

    /// <summary>How far the answer can be trusted, in one sentence.</summary>
    public string NoiseSentence() => IsNoisy
        ? $"the machine was too noisy to tell: probes contradict each other over a range of {Figures.Percent(Noise)}"
        : $"probes contradict each other over a range of {Figures.Percent(Noise)}";
}
