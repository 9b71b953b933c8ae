using System.Text.Json;
using FleetSim.Load.Results;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>What makes a run fail, and the document that scripts read.</summary>
public sealed class RunResultTests
{
    [Fact]
    public async Task Passed_NothingWrong_HasNoReasons()
    {
        var result = await Busy.Run(Busy.Scenario(more: "thresholds: [ violations == 0, vms.ok > 0 ]"));

        Assert.Empty(result.Reasons);
        Assert.True(result.Passed);
        Assert.Equal("pass", RunDocument.Of(result).Verdict);
    }

    [Fact]
    public async Task Reasons_ThresholdMissed_NamesIt()
    {
        var result = await Busy.Run(Busy.Scenario(more: "thresholds: [ storm.ok == 0 ]"));

        Assert.Equal(["the threshold storm.ok == 0 was missed"], result.Reasons);
        Assert.Equal("fail", RunDocument.Of(result).Verdict);
    }

    [Fact]
    public async Task Findings_MemoryAndThresholds_TellWhatWasMeasured()
    {
        var busy = await Busy.Run(Busy.Scenario(more: "thresholds: [ violations == 0, storm.ok == 0 ]"));
        var weighed = busy with
        {
            Load = busy.Load with
            {
                Memory = new MemoryResult([3 << 20], [9 << 20]) { LiveBefore = 2 << 20, LiveAfter = 1 << 20 },
            },
        };

        var findings = RunText.Findings(weighed).ToList();

        Assert.Contains("memory: heap 3 MiB, resident 9 MiB, live 2 MiB -> 1 MiB (growth -50 %)", findings);
        Assert.Contains("threshold violations == 0: met (0)", findings);
        Assert.Contains($"threshold storm.ok == 0: missed ({busy.Thresholds[1].Actual:#,0})", findings);
    }

    [Fact]
    public async Task Reasons_GuaranteeBroken_NamesPolicyInvariantAndNumber()
    {
        var result = await Clean() with { Broken = [new(IsolationInvariants.OneDomain, 3)] };

        Assert.Equal(["mainline guarantees INV-3, which was broken 3 times"], result.Reasons);
        Assert.Equal((3, 0), (result.Violations, result.Holes));
    }

    [Fact]
    public async Task Reasons_KnownHole_IsNone()
    {
        var result = await Clean() with { Broken = [new(IsolationInvariants.UnheldIsDefault, 3)] };

        Assert.Empty(result.Reasons);
        Assert.Equal((0, 3), (result.Violations, result.Holes));
    }

    [Fact]
    public async Task Reasons_HoleUnderStrict_FailsIt()
    {
        var result = await Clean() with
        {
            Policy = OwnershipPolicies.Find("strict")!,
            Broken = [new(IsolationInvariants.UnheldIsDefault, 1)],
        };

        Assert.Equal(["strict guarantees INV-9, which was broken 1 times"], result.Reasons);
    }

    [Fact]
    public async Task Reasons_ViolationUnderAPolicyThatPromisesNothing_IsNoneButCounted()
    {
        var result = await Clean() with
        {
            Policy = OwnershipPolicies.Find("viability")!,
            Broken = [new(IsolationInvariants.OneDomain, 3)],
        };

        Assert.Empty(result.Reasons);
        Assert.Equal(3, result.Violations);
    }

    [Fact]
    public async Task Reasons_BookkeepingAuditAndFailures_AreAllNamed()
    {
        var clean = await Clean();
        var vms = clean.Load.Workloads["vms"] with { Failures = 2 };

        var result = clean with
        {
            BrokenBookkeeping = ["h000000/3: INV-2 broken by ClaimGroup"],
            Audit = clean.Audit! with { Problems = ["h000001: a problem"] },
            Load = clean.Load with
            {
                Workloads = new Dictionary<string, Load.Results.WorkloadResult> { ["vms"] = vms },
                Aborted = true,
            },
        };

        Assert.Equal(
            [
                "h000000/3: INV-2 broken by ClaimGroup",
                "h000001: a problem",
                "vms had 2 answers that mainline does not allow, or none",
                "the run was ended early",
            ],
            result.Reasons);
    }

    [Fact]
    public async Task Audit_ScenarioWantsNone_IsNull()
    {
        var result = await Busy.Run(Busy.Scenario(more: "checks: { audit: off, invariants: off }"), "viability");

        Assert.Null(result.Audit);
        Assert.Empty(result.Broken);
        Assert.Equal("null", Document(result).GetProperty("audit").GetRawText());
    }

    /// <summary>The keys that scripts rely on, with their types.</summary>
    [Fact]
    public async Task Document_OfARun_HasTheKeysThatScriptsRelyOn()
    {
        var document = Document(await Busy.Run(Busy.Scenario(more: "thresholds: [ violations == 0 ]")));

        Assert.Equal("busy", document.GetProperty("scenario").GetString());
        Assert.Equal("mainline", document.GetProperty("policy").GetString());
        Assert.Equal(11, document.GetProperty("seed").GetInt64());
        Assert.Equal("pass", document.GetProperty("verdict").GetString());
        Assert.Equal(0, document.GetProperty("violations").GetInt64());
        Assert.Equal(0, document.GetProperty("panics").GetInt64());
        Assert.Equal(JsonValueKind.Number, document.GetProperty("holes").ValueKind);
        Assert.Equal(190 + 211 + 179, document.GetProperty("operations").GetInt64());
        var vms = document.GetProperty("outcomes").GetProperty("vms");
        Assert.Equal(179, vms.EnumerateObject().Sum(outcome => outcome.Value.GetInt64()));
        Assert.Equal(JsonValueKind.Number, vms.GetProperty("ok").ValueKind);
        Assert.Equal(
            ["p50", "p99", "p99.9", "max"],
            document.GetProperty("latency").GetProperty("vms").EnumerateObject().Select(percentile => percentile.Name));
        Assert.Equal(2, document.GetProperty("audit").GetProperty("hosts").GetInt32());
        Assert.Empty(document.GetProperty("audit").GetProperty("problems").EnumerateArray());
        var threshold = Assert.Single(document.GetProperty("thresholds").EnumerateArray());
        Assert.Equal("violations == 0", threshold.GetProperty("expression").GetString());
        Assert.True(threshold.GetProperty("met").GetBoolean());
    }

    [Fact]
    public async Task Document_OfAComparison_HasOneRunEach()
    {
        var scenario = Busy.Scenario();
        var runs = new[] { await Busy.Run(scenario, "viability"), await Busy.Run(scenario, "strict") };

        var text = RunJson.Text(new ComparisonDocument([.. runs.Select(RunDocument.Of)]));

        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            ["viability", "strict"],
            json.RootElement.GetProperty("policies").EnumerateArray().Select(run => run.GetProperty("policy").GetString()));
    }

    private static async Task<RunResult> Clean() => await Busy.Run(Busy.Scenario()) with { Broken = [] };

    private static JsonElement Document(RunResult result)
    {
        using var json = JsonDocument.Parse(RunJson.Text(RunDocument.Of(result)));
        return json.RootElement.Clone();
    }
}
