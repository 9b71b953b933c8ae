using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Model.Ownership;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;
using FleetSim.Silo;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>Workloads whose devices do DMA: every answer is compared, every figure adds up.</summary>
public sealed class DmaWorkloadTests
{
    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [InlineData("sequential", "4KiB", "256KiB")] // Fits into the IOTLB: after the first round all are hits.
    [InlineData("sequential", "4KiB", "8MiB")] // Twice as large as the IOTLB: none is.
    [InlineData("random", "4KiB", "16MiB")]
    [InlineData("hot-set", "4KiB", "64MiB")]
    [InlineData("pointer-chase", "4KiB", "4MiB")]
    [InlineData("random", "2MiB", "2GiB")]
    [InlineData("hot-set", "1GiB", "8GiB")] // Above 2 GiB of memory the guest's addresses begin at 4 GiB.
    public async Task Translation_AnyPattern_FaultsAndHitsAreThoseOfTheAddresses(string pattern, string pages, string memory)
    {
        var result = await Run($"{{ name: devices, kind: translation, load: {{ constant: 2 }}, pattern: {pattern}, "
            + $"pages: {pages}, memory: {memory}, batch: 100, faults: 5%, remap: 10% }}");

        Assert.Empty(result.Reasons);
        var all = result.Translation!;
        Assert.Equal((all.PlannedFaults, all.PlannedHits, 0L), (all.Faults, (long?)all.Hits, all.Strays));
        Assert.Equal(all.Planned, all.Translated + all.Faults);
        Assert.NotEqual(0, all.Faults);
        Assert.NotEqual(0, result.Load.Steps["unmap"].Operations);
    }

    [Fact]
    public async Task Translation_WorkingSetTwiceTheIotlb_SequentialNeverHits()
    {
        var result = await Run("{ name: devices, kind: translation, load: { constant: 1 }, pattern: sequential, "
            + "memory: 8MiB, batch: 512, faults: 0%, remap: 0% }");

        Assert.Equal((0L, (long?)0), (result.Translation!.Hits, result.Translation.PlannedHits));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task VmChurn_EveryPolicy_ReachesItsOwnMemoryAndNothingElse(string policy)
    {
        var result = await Run(
            "{ name: vms, kind: vm-churn, load: { inject: 100/s }, groups: 1..2, memory: 4MiB, pages: 4KiB, "
            + "accesses: 300, batch: 100, faults: 10%, kill: 50%, hold: 1ms..50ms }",
            policy);

        Assert.Empty(result.Reasons);
        Assert.NotEqual(0, result.Load.Workloads["vms"].Outcomes["ok"]);
        Assert.Equal(0, result.Translation!.Strays);
        Assert.Null(result.Translation.PlannedHits);
    }

    [Fact]
    public async Task VmChurn_Trace_LivesItsVmsAgain()
    {
        var result = await Run(
            "{ name: vms, kind: vm-churn, load: { inject: 50/s }, trace: openb-gpu-2023, memory: 2MiB, accesses: 64 }",
            kind: "gpu-8x-switch");

        Assert.Empty(result.Reasons);
        Assert.NotEqual(0, result.Load.Workloads["vms"].Outcomes["ok"]);
    }

    /// <summary>Storms pull devices out below running VMs; what they still reach is theirs.</summary>
    [Fact]
    public async Task VmChurn_BesideAStorm_BreaksNothing()
    {
        var result = await Run(
            "{ name: vms, kind: vm-churn, load: { inject: 100/s }, accesses: 100, memory: 2MiB, hold: 1ms..20ms }",
            more: "  - { name: storm, kind: hotplug-storm, load: { inject: 200/s } }");

        Assert.Empty(result.Reasons);
    }

    /// <summary>VMs that are ended in the middle give everything back before anybody looks.</summary>
    [Theory]
    [InlineData("{ name: vms, kind: vm-churn, load: { constant: 8 }, accesses: 2000, memory: 2MiB, hold: 1s..2s }")]
    [InlineData("{ name: devices, kind: translation, load: { constant: 4 } }")]
    public async Task Run_EndedEarlyThroughGrains_LeavesNothingBehind(string workload)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var scenario = Scenario(workload, "q35-nested", "", duration: "60s");
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var grains = await GrainFleet.Declare(silo.Grains, FleetBuilder.Declare(scenario, "."));
        var (target, dma) = SignallingTarget.Of(grains);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = new ScenarioRun(scenario, target);

        var running = run.Execute(abort.Token);
        await dma;
        await abort.CancelAsync();
        var result = await running;

        Assert.Equal(["the run was ended early"], result.Reasons);
        Assert.NotEqual(0, result.Audit!.Hosts);
    }

    /// <summary>If nothing ever fails the check, it checks nothing: one answer in ten thousand is another's.</summary>
    [Fact]
    public async Task Translation_UnitThatErrsOnce_FailsTheRun()
    {
        var result = await Run(
            "{ name: devices, kind: translation, load: { constant: 1 }, batch: 100 }", spoil: result =>
                result with { Address = result.Address + 0x1000 });

        Assert.Contains("1 requests of devices were answered otherwise than their addresses say", result.Reasons);
        Assert.Contains(result.Reasons, reason => reason.StartsWith("devices had 1 answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VmChurn_DeviceReachesAnothersMemory_IsAViolation()
    {
        var result = await Run(
            "{ name: vms, kind: vm-churn, load: { inject: 20/s }, accesses: 100, batch: 100 }", spoil: result =>
                result with { Address = result.Address + 0x1000 });

        Assert.Contains("mainline guarantees INV-15, which was broken 1 times", result.Reasons);
    }

    /// <summary>Buffers are unmapped under the eyes of a device that goes on with them: a strict domain lets no request
    /// through, a lazy one those that are cached until the flush, and it is known which.</summary>
    [Theory]
    [InlineData("strict", "4KiB", "64KiB", false)]
    [InlineData("strict", "2MiB", "1GiB", false)]
    [InlineData("lazy", "4KiB", "64KiB", true)]
    [InlineData("lazy", "4KiB", "8MiB", true)]
    [InlineData("lazy", "2MiB", "64MiB", true)]
    [InlineData("lazy", "1GiB", "4GiB", true)] // As many buffers as there are pages.
    public async Task Translation_KernelDriver_ReachesWhatIsMappedOrWasUntilTheFlush(
        string dma, string pages, string memory, bool stale)
    {
        var result = await Run($"{{ name: devices, kind: translation, load: {{ constant: 2 }}, dma: {dma}, "
            + $"pages: {pages}, memory: {memory}, batch: 100, faults: 5%, remap: 30% }}");

        Assert.Empty(result.Reasons);
        var all = result.Translation!;
        Assert.Equal((all.PlannedFaults, all.PlannedHits, 0L), (all.Faults, (long?)all.Hits, all.Strays));
        Assert.Equal((all.PlannedStale, stale), (all.Stale, all.Stale > 0));
        Assert.NotEqual(0, result.Load.Steps["unmap"].Operations);
        Assert.Equal(result.Load.Steps["unmap"].Operations, result.Load.Steps["map"].Operations);
    }

    /// <summary>Whatever the host's default: the type is written before the driver is bound again.</summary>
    [Theory]
    [InlineData("q35-nested", "lazy")]
    [InlineData("gpu-8x-switch", "strict")]
    [InlineData("sriov-nic-64vf", "lazy")]
    [InlineData("arm-server-acs", "strict")]
    public async Task Translation_KernelDriver_AnyHost_HasTheDomainThatItWants(string kind, string dma)
    {
        var result = await Run(
            $"{{ name: devices, kind: translation, load: {{ constant: 2 }}, dma: {dma}, batch: 50, remap: 50% }}",
            kind: kind);

        Assert.Empty(result.Reasons);
        Assert.Equal(dma == "lazy", result.Translation!.Stale > 0);
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("lazy")]
    public async Task Translation_KernelDriverThroughGrains_NeverReachesAnythingElse(string dma)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var scenario = Scenario(
            $"{{ name: devices, kind: translation, load: {{ constant: 2 }}, dma: {dma}, memory: 64KiB, batch: 100, "
            + "remap: 50% }", "q35-nested", "", duration: "300ms");
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var target = await GrainFleet.Declare(silo.Grains, FleetBuilder.Declare(scenario, "."));

        var result = await new ScenarioRun(scenario, target).Execute(cancellation);

        Assert.Empty(result.Reasons);
        Assert.Equal(dma == "lazy", result.Translation!.PlannedStale is null);
        Assert.NotEqual(0, result.Load.Steps["map"].Operations);
    }

    /// <summary>The check sees one request that reaches what a strict domain has unmapped.</summary>
    [Fact]
    public async Task Translation_StrictDomainThatFlushesLate_FailsTheRun()
    {
        using var target = new LateTarget(Fleet());

        var result = await new ScenarioRun(StrictScenario(), target).Execute(TestContext.Current.CancellationToken);

        Assert.Contains(result.Reasons, reason => reason.Contains("reached what was unmapped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Document_Translations_AreInIt()
    {
        var result = await Run("{ name: devices, kind: translation, load: { constant: 1 }, batch: 10, faults: 10% }");

        var document = RunDocument.Of(result).Translations!;

        Assert.Equal(result.Translation!.Hits, document.Hits);
        Assert.Equal(document.Planned.Faults, document.Faults);
        Assert.Equal(["NoRead", "NoWrite"], document.Reasons.Keys.Order());
        Assert.Equal(document.Faults, document.Reasons.Values.Sum());
    }

    private static Scenario StrictScenario() => Scenario(
        "{ name: devices, kind: translation, load: { constant: 1 }, dma: strict, batch: 100, remap: 50% }",
        "q35-nested",
        "",
        duration: "50ms");

    private static Model.Hosts.Fleet Fleet() => FleetBuilder.Build(StrictScenario(), OwnershipPolicies.Mainline, ".");

    private static async Task<RunResult> Run(
        string workload,
        string policy = "mainline",
        string kind = "q35-nested",
        string more = "",
        Func<TranslationResult, TranslationResult>? spoil = null)
    {
        var scenario = Scenario(workload, kind, more, duration: "200ms");
        var fleet = FleetBuilder.Build(scenario, OwnershipPolicies.Find(policy)!, ".");
        using var target = spoil is null ? new LocalFleet(fleet, continuousChecks: true) : new SpoiltTarget(fleet, spoil);
        return await new ScenarioRun(scenario, target).Execute(TestContext.Current.CancellationToken);
    }

    private static Scenario Scenario(string workload, string kind, string more, string duration) =>
        ScenarioFile.Parse(
            $$"""
            name: dma
            fleet: { hosts: 4, mix: [ { topology: {{kind}} } ] }
            duration: {{duration}}
            workloads:
              - {{workload}}
            {{more}}
            """,
            "dma.yaml");
}
