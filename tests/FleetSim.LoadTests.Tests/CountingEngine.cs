using FleetSim.Scenarios.Engines;

namespace FleetSim.LoadTests.Tests;

/// <summary>A load framework as small as can be: counts so many operations of each workload.</summary>
internal sealed class CountingEngine : IForeignEngine
{
    public const int Operations = 40;

    public string Name => "counting engine";

    /// <summary>What it says it counted, if not the truth.</summary>
    public Func<StepCount, StepCount> Told { get; init; } = count => count;

    /// <summary>Done before anything else.</summary>
    public Action<ForeignRun> Begin { get; init; } = _ => { };

    public ForeignRun? Seen { get; private set; }

    public IReadOnlyList<StepCount> Run(ForeignRun run)
    {
        Seen = run;
        Begin(run);
        return [.. run.Scenarios.SelectMany(scenario => Counts(scenario).GetAwaiter().GetResult()).Select(Told)];
    }

    private static async Task<IEnumerable<StepCount>> Counts(ForeignScenario scenario)
    {
        await scenario.Workload.Execute(measured: false);
        var labels = new List<string>();
        for (var i = 0; i < Operations; i++)
        {
            labels.Add((await scenario.Workload.Execute(measured: true)).Label);
        }

        return labels.CountBy(label => label)
            .Select(label => new StepCount(scenario.Workload.Name, scenario.Step, label.Key, label.Value));
    }
}
