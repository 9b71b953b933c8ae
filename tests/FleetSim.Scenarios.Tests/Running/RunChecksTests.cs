using FleetSim.Load.Ci;
using FleetSim.Load.Report;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Reporting;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>The checks that build servers show, and the pages written beside them.</summary>
public sealed class RunChecksTests
{
    [Fact]
    public async Task Checks_OfARunThatPassed_AllHold()
    {
        var result = await Busy.Run(Busy.Scenario(more: "thresholds: [ violations == 0 ]"));

        var run = RunChecks.Of(result);

        Assert.Equal([], run.Checks.Where(check => check.Problems.Count > 0 || check.Skipped is not null));
        Assert.Equal(
            ["answers", "audit", "history", "invariants", "run", "thresholds"],
            run.Checks.Select(check => check.Group).Distinct().Order());
        Assert.Equal("seed=11", string.Join('=', run.Properties[1].Key, run.Properties[1].Value));
    }

    /// <summary>What fails a run fails a check, in the same words; a threshold also tells what was measured.</summary>
    [Fact]
    public async Task Checks_OfARunThatFailed_HaveEveryReason()
    {
        var clean = await Busy.Run(Busy.Scenario(more: "thresholds: [ storm.ok == 0 ]"));
        var vms = clean.Load.Workloads["vms"] with { Failures = 2, WarmupFailures = 1 };
        var result = clean with
        {
            Broken = [new(IsolationInvariants.OneDomain, 3)],
            BrokenBookkeeping = ["h000000/3: INV-2 broken by ClaimGroup"],
            Audit = clean.Audit! with { Problems = ["h000001: a problem"] },
            Load = clean.Load with
            {
                Workloads = new Dictionary<string, Load.Results.WorkloadResult> { ["vms"] = vms },
                Aborted = true,
            },
        };

        var told = RunChecks.Of(result).Checks.SelectMany(check => check.Problems).ToArray();

        Assert.Equal(
            result.Reasons.Order(),
            told.Select(one => one.Contains(" was missed:") ? one[..one.IndexOf(": measured")] : one).Order());
        var ok = clean.Load.Workloads["storm"].Outcomes["ok"];
        Assert.Contains($"the threshold storm.ok == 0 was missed: measured {ok}", told);
        Assert.Contains("| missed |", RunMarkdown.Of(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_ThatTheScenarioDoesNotWant_AreSkipped()
    {
        var result = await Busy.Run(Busy.Scenario(more: "checks: { audit: off, invariants: off, history: off }"));

        Assert.Equal(
            ["audit", "history", "invariants"],
            RunChecks.Of(result).Checks.Where(check => check.Skipped is not null)
                .Select(check => check.Group).Distinct().Order());
    }

    [Fact]
    public async Task Pages_OfTwoRunsWithOneSeed_AreTheSameToTheByte()
    {
        var scenario = Busy.Scenario();

        var (first, second) = (await Busy.Run(scenario), await Busy.Run(scenario));

        Assert.Equal(HtmlReport.Render(RunReport.Of(first)), HtmlReport.Render(RunReport.Of(second)));
        Assert.Equal(JUnitReport.Render([RunChecks.Of(first)]), JUnitReport.Render([RunChecks.Of(second)]));
        Assert.Equal(RunMarkdown.Of(first), RunMarkdown.Of(second));
    }

    [Fact]
    public async Task Report_OfARunWithOverrides_HasTheScenarioTheSeedAndNoMachine()
    {
        var scenario = Busy.Scenario().With(new ScenarioOverrides { Seed = "12", Hosts = "3" });
        var result = await Busy.Run(scenario);

        var report = RunReport.Of(result);

        var text = Assert.Single(report.Sections.OfType<CodeSection>());
        Assert.StartsWith("name: busy\nseed: 11\n", text.Text, StringComparison.Ordinal);
        Assert.EndsWith("the command line said instead: --seed 12 --hosts 3", text.Note, StringComparison.Ordinal);
        Assert.Equal("Run it again: fleetsim run busy --seed 12 --hosts 3", report.Footer);
        Assert.Equal(
            ["FleetSim", "Seed", "Time"],
            Assert.Single(report.Sections.OfType<FactsSection>()).Facts.Select(fact => fact.Key));
        Assert.Null(RunDocument.Of(result).Machine);
        Assert.Null(RunDocument.Of(result).Processor);
    }
}
