using FleetSim.Load.Recording;
using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>Turns what a run recorded into its result.</summary>
internal static class ResultBuilder
{
    public static LoadResult Build(
        LoadPlan plan,
        DateTimeOffset started,
        TimeSpan measured,
        bool aborted,
        IReadOnlyList<WorkloadRun> workloads,
        StepRecorders steps)
    {
        var results = new SortedDictionary<string, WorkloadResult>(StringComparer.Ordinal);
        foreach (var run in workloads)
        {
            var (late, unsent) = (run.Late, run.Unsent);
            results[run.Workload.Name] = Of(run.Recorder, measured) with { Late = late, Unsent = unsent };
        }

        var stepResults = new SortedDictionary<string, WorkloadResult>(StringComparer.Ordinal);
        foreach (var (name, recorder) in steps.All)
        {
            stepResults[name] = Of(recorder, measured);
        }

        return new LoadResult(
            started, plan.Seed, plan.Warmup.TotalSeconds, measured.TotalSeconds, aborted, results, stepResults);
    }

    private static WorkloadResult Of(OutcomeRecorder recorder, TimeSpan measured)
    {
        var records = recorder.Total();
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var failures = 0L;
        foreach (var (outcome, count) in records.Outcomes)
        {
            outcomes[outcome.Label] = outcomes.GetValueOrDefault(outcome.Label) + count.Total;
            failures += outcome.Failed ? count.Total : 0;
        }

        var operations = records.Latency.Count;
        return new WorkloadResult(
            operations,
            measured > TimeSpan.Zero ? operations / measured.TotalSeconds : 0,
            outcomes,
            failures,
            recorder.WarmupFailures,
            [.. records.Outcomes.Keys.Where(o => o.Failed).Select(o => o.Label).Order(StringComparer.Ordinal)],
            Late: 0,
            Unsent: 0,
            records.Latency.Summarize(),
            records.Service.Summarize(),
            SeriesOf(records),
            new SortedDictionary<string, string>(recorder.Errors.ToDictionary(), StringComparer.Ordinal));
    }

    private static WorkloadSeries SeriesOf(RecordedTotal records)
    {
        var outcomes = new SortedDictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var group in records.Outcomes.GroupBy(pair => pair.Key.Label, pair => pair.Value))
        {
            var sums = new long[records.Seconds.Count];
            foreach (var count in group)
            {
                for (var second = 0; second < count.PerSecond.Count; second++)
                {
                    sums[second] += count.PerSecond[second];
                }
            }

            outcomes[group.Key] = sums;
        }

        return new WorkloadSeries(
            outcomes,
            [.. records.Seconds.Select(second => second.Mean.TotalSeconds)],
            [.. records.Seconds.Select(second => second.P50.TotalSeconds)],
            [.. records.Seconds.Select(second => second.P99.TotalSeconds)],
            [.. records.Seconds.Select(second => second.Max.TotalSeconds)]);
    }
}
