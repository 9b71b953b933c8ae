using FleetSim.Contracts.Declarations;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ScenarioFileTests
{
    private const string Full = """
        name: full-1
        seed: 18446744073709551615
        fleet:
          hosts: 1000000
          active: all
          mix:
            - { topology: gpu-8x-switch, weight: 1 }
            - { topology: captures/rack 7.json, weight: 1000 }
        policy: viability
        durability: none
        warmup: 500ms
        duration: 2m
        workloads:
          - { name: storm, kind: hotplug-storm, load: { inject: 2000/s, pacing: uniform }, skew: 0, in-flight: 50 }
          - { name: vms, kind: claim-contention, load: { constant: 256 }, hold: 5ms, through: group, skew: 3 }
          - { name: churn, kind: driver-churn, load: { ramp-inject: 0/s..500/s }, attach: 25% }
          - name: staged
            kind: driver-churn
            attach: 1
            load:
              stages:
                - { ramp-constant: 0..8, for: 10s }
                - pause: 5s
                - constant: 8
        disruptions: []
        checks: { invariants: off, audit: off, history: off }
        thresholds:
          - vms.latency.p99 < 250ms
          - "panics == 0"
        """;

    [Fact]
    public void Parse_FullFile_HasEveryTopLevelValue()
    {
        var scenario = SmallScenario.Parse(Full);

        Assert.Equal("full-1", scenario.Name);
        Assert.Equal(ulong.MaxValue, scenario.Seed);
        Assert.Equal(1_000_000, scenario.Fleet.Hosts);
        Assert.Equal([new("gpu-8x-switch", 1, 7), new("captures/rack 7.json", 1000, 8)], scenario.Fleet.Mix);
        Assert.Equal(HostActivation.All, scenario.Fleet.Active);
        Assert.Equal("viability", scenario.Policy);
        Assert.Equal(Durability.None, scenario.Durability);
        Assert.Equal(TimeSpan.FromMilliseconds(500), scenario.Warmup);
        Assert.Equal(TimeSpan.FromMinutes(2), scenario.Duration);
        Assert.Equal(new ChecksPlan(InvariantChecks.Off, AuditChecks.Off, HistoryChecks.Off), scenario.Checks);
    }

    [Fact]
    public void Parse_FullFile_HasItsThresholdsWithLines()
    {
        var scenario = SmallScenario.Parse(Full);

        Assert.Equal(
            [
                new(new("vms.latency.p99 < 250ms", "vms.latency.p99", Comparison.Less, 0.25, MetricUnit.Seconds), 28),
                new(new("panics == 0", "panics", Comparison.Equal, 0, MetricUnit.Count), 29),
            ],
            scenario.Thresholds);
    }

    [Fact]
    public void Parse_FullFile_HasEveryValueOfItsWorkloads()
    {
        var workloads = SmallScenario.Parse(Full).Workloads;

        Assert.Equal(["storm", "vms", "churn", "staged"], workloads.Select(workload => workload.Name));
        Assert.Equal(
            [
                WorkloadKind.HotplugStorm,
                WorkloadKind.ClaimContention,
                WorkloadKind.DriverChurn,
                WorkloadKind.DriverChurn,
            ],
            workloads.Select(workload => workload.Kind));
        Assert.Equal([0, 3, 1, 1], workloads.Select(workload => workload.Skew));
        Assert.Equal([50, 20_000, 20_000, 20_000], workloads.Select(workload => workload.InFlightMax));
        Assert.Equal([0, 0, 0.25, 1], workloads.Select(workload => workload.Attach));
        Assert.Equal(
            [ClaimThrough.Either, ClaimThrough.Group, ClaimThrough.Either, ClaimThrough.Either],
            workloads.Select(workload => workload.Through));
        Assert.Equal([null, DurationRange.Parse("5ms"), null, null], workloads.Select(workload => workload.Hold));
    }

    [Fact]
    public void Parse_FullFile_HasItsLoads()
    {
        var loads = SmallScenario.Parse(Full).Workloads.Select(workload => workload.Load).ToArray();

        Assert.Equal([LoadStage.Parse("inject", "2000/s")], loads[0].Stages);
        Assert.Equal(Pacing.Uniform, loads[0].Pacing);
        Assert.Equal([LoadStage.Parse("constant", "256")], loads[1].Stages);
        Assert.Equal([LoadStage.Parse("ramp-inject", "0/s..500/s")], loads[2].Stages);
        Assert.Equal(Pacing.Poisson, loads[2].Pacing);
        Assert.Equal(
            [
                LoadStage.Users(0, 8, TimeSpan.FromSeconds(10)),
                LoadStage.Pause(TimeSpan.FromSeconds(5)),
                LoadStage.Users(8, 8),
            ],
            loads[3].Stages);
    }

    [Fact]
    public void Parse_SmallestFile_HasTheDefaults()
    {
        var scenario = SmallScenario.Parse(SmallScenario.Text);
        var workload = Assert.Single(scenario.Workloads);

        Assert.Equal(1ul, scenario.Seed);
        Assert.Equal([new("xeon-e5-dual", 1, 2)], scenario.Fleet.Mix);
        Assert.Equal("mainline", scenario.Policy);
        Assert.Equal(TimeSpan.Zero, scenario.Warmup);
        Assert.Equal(
            new ChecksPlan(InvariantChecks.Continuous, AuditChecks.End, HistoryChecks.Linearizable), scenario.Checks);
        Assert.Empty(scenario.Thresholds);
        Assert.Equal(DurationRange.Parse("1ms..20ms"), workload.Hold);
        Assert.Equal(ClaimThrough.Either, workload.Through);
        Assert.Equal(1.0, workload.Skew);
        Assert.Equal(20_000, workload.InFlightMax);
    }

    [Fact]
    public void Parse_DriverChurnWithoutAttach_AttachesInATenth()
    {
        var text = SmallScenario.Replace("claim-contention", "driver-churn");

        Assert.Equal(0.1, Assert.Single(SmallScenario.Parse(text).Workloads).Attach);
    }

    [Fact]
    public void Parse_ByteOrderMarkAndWindowsLines_IsTheSame()
    {
        var text = "\uFEFF" + SmallScenario.Text.ReplaceLineEndings("\r\n");

        Assert.Equal("small", SmallScenario.Parse(text).Name);
        Assert.Equal("small", ScenarioFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), "f.yaml").Name);
    }

    [Fact]
    public void Read_FileOnDisk_IsItsScenario()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, SmallScenario.Text);

        var scenario = ScenarioFile.Read(path);
        File.Delete(path);

        Assert.Equal("small", scenario.Name);
    }
}
