namespace FleetSim.Verification.Invariants;

/// <content>What the load and the benchmarks rely on.</content>
public static partial class InvariantCatalogue
{
    private static InvariantInfo[] OfPrograms() =>
    [
        new("LOAD-IDLE", "A device that a translation workload gives back is always taken.")
        {
            IsBookkeeping = true,
            Source = "docs/workloads.md",
            CheckedBy = ["TranslationLoad"],
        },
        new("BENCH-MAPPED", "A range that a benchmark maps is mapped.")
        {
            IsBookkeeping = true,
            Source = "docs/benchmarks.md",
            CheckedBy = ["BareUnits", "BareUnit", "MapLoop", "BatchUnits"],
        },
        new("BENCH-RECORDED", "A benchmark that records the history records every call.")
        {
            IsBookkeeping = true,
            Source = "docs/benchmarks.md",
            CheckedBy = ["ChecksBench"],
        },
        new("BENCH-MEMORY", "A table word that a benchmark writes has memory behind it.")
        {
            IsBookkeeping = true,
            Source = "docs/benchmarks.md",
            CheckedBy = ["BareUnit"],
        },
        new("BENCH-ANSWERED", "A benchmark's batch is answered without an error.")
        {
            IsBookkeeping = true,
            Source = "docs/benchmarks.md",
            CheckedBy = ["BatchUnits"],
        },
        new("BENCH-COLLECTED", "The metric that a telemetry benchmark measures is collected while it measures.")
        {
            IsBookkeeping = true,
            Source = "docs/benchmarks.md",
            CheckedBy = ["TelemetryBench"],
        },
    ];
}
