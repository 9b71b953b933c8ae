namespace FleetSim.Scenarios.Tests.Files;

/// <summary>Every way in which a key can be wrong, with the whole sentence.</summary>
public sealed class ScenarioErrorTests
{
    // The small scenario has seven lines: what is added is in line 8.
    [Theory]
    [InlineData("sed: 1", "f.yaml:8: 'sed' is not a key here; did you mean 'seed'?")]
    [InlineData("name: again", "f.yaml:8: name: the key is given twice")]
    [InlineData("seed:", "f.yaml:8: seed: has no value; expected a whole number from 0 to 18446744073709551615")]
    [InlineData("seed: -1", "f.yaml:8: seed: '-1' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("seed: 1.5", "f.yaml:8: seed: '1.5' is not a whole number from 0 to 18446744073709551615")]
    [InlineData(
        "seed: '1'",
        "f.yaml:8: seed: '1' is in quotes; expected a whole number from 0 to 18446744073709551615")]
    [InlineData("seed: [1]", "f.yaml:8: seed: is a list; expected a whole number from 0 to 18446744073709551615")]
    [InlineData(
        "policy: mainlin",
        "f.yaml:8: policy: 'mainlin' is not one of viability, enum-v1, tag, user-domain, private-domain, mainline-6.1, "
        + "mainline, strict; did you mean 'mainline'?")]
    [InlineData(
        "durability: store",
        "f.yaml:8: durability: store needs a cluster, which this version does not have; leave the key out, or write none")]
    [InlineData("durability: disk", "f.yaml:8: durability: 'disk' is not one of none")]
    [InlineData(
        "warmup: 3", "f.yaml:8: warmup: '3' has no unit; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData("warmup: {}", "f.yaml:8: warmup: is a mapping; expected a duration such as 3s")]
    [InlineData(
        "checks: off",
        "f.yaml:8: checks: is a single value; expected a mapping with invariants, audit, history")]
    [InlineData(
        "checks: { invariants: on }", "f.yaml:8: checks.invariants: 'on' is not one of continuous, off")]
    [InlineData("checks: { audit: start }", "f.yaml:8: checks.audit: 'start' is not one of end, off")]
    [InlineData("checks: { history: end }", "f.yaml:8: checks.history: 'end' is not one of linearizable, off")]
    [InlineData(
        "thresholds: [ history.problems == 0 ]\nchecks: { history: off }",
        "f.yaml:8: thresholds[0]: 'history.problems' is not a metric of this run (checks switches it off)")]
    [InlineData(
        "disruptions: [ kill-silo ]",
        "f.yaml:8: disruptions: disruptions need a cluster, which this version does not have; leave the list empty")]
    [InlineData("disruptions: none", "f.yaml:8: disruptions: is a single value; expected a list of disruptions")]
    [InlineData(
        "thresholds:\n  - violations == 0\n  - vms.latency.p98 < 1s",
        "f.yaml:10: thresholds[1]: 'vms.latency.p98' is not a metric of this run; did you mean 'vms.latency.p90'?")]
    [InlineData(
        "thresholds: [ vms.latency.p99 < 10 ]",
        "f.yaml:8: thresholds[0]: '10' has no unit; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData(
        "thresholds: [ violations ]",
        "f.yaml:8: thresholds[0]: 'violations' is not a threshold; expected a metric, one of < <= > >= == != and a value")]
    [InlineData(
        "thresholds: [ audit.problems == 0 ]\nchecks: { audit: off }",
        "f.yaml:8: thresholds[0]: 'audit.problems' is not a metric of this run (checks switches it off)")]
    [InlineData(
        "thresholds: [ { threshold: audit.problems == 0, abort-after: 1s } ]",
        "f.yaml:8: thresholds[0].abort-after: audit.problems is known only after the load; leave abort-after out")]
    [InlineData(
        "thresholds: [ { threshold: vms.p == 0, abort-after: 1s } ]",
        "f.yaml:8: thresholds[0].threshold: 'vms.p' is not a metric of this run; did you mean 'vms.ok'?")]
    [InlineData(
        "thresholds: [ { threshold: violations == 0 } ]",
        "f.yaml:8: thresholds[0]: the key 'abort-after' is missing")]
    [InlineData(
        "thresholds: [ { threshold: violations == 0, abort-after: 5 } ]",
        "f.yaml:8: thresholds[0].abort-after: '5' has no unit; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData("[a]: 1", "f.yaml:8: a key is a list; expected a word")]
    public void Parse_WrongLine_IsOneSentence(string line, string sentence)
    {
        Assert.Equal(sentence, SmallScenario.ErrorOf(SmallScenario.With(line)));
    }

    [Theory]
    [InlineData("name: small\n", "", "f.yaml:1: the key 'name' is missing")]
    [InlineData(
        "fleet: { hosts: 3, mix: [ { topology: xeon-e5-dual } ] }\n",
        "",
        "f.yaml:1: the key 'fleet' is missing")]
    [InlineData("duration: 2s\n", "", "f.yaml:1: the key 'duration' is missing")]
    [InlineData("hosts: 3, ", "", "f.yaml:2: fleet: the key 'hosts' is missing")]
    [InlineData("topology: xeon-e5-dual", "weight: 2", "f.yaml:2: fleet.mix[0]: the key 'topology' is missing")]
    [InlineData("    kind: claim-contention\n", "", "f.yaml:5: workloads[0]: the key 'kind' is missing")]
    [InlineData("    load: { constant: 4 }\n", "", "f.yaml:5: workloads[0]: the key 'load' is missing")]
    public void Parse_MissingKey_IsNamed(string part, string by, string sentence)
    {
        Assert.Equal(sentence, SmallScenario.ErrorOf(SmallScenario.Replace(part, by)));
    }

    [Theory]
    [InlineData("hosts: 3", "hosts: 0", "f.yaml:2: fleet.hosts: '0' is not a whole number from 1 to 1000000")]
    [InlineData(
        "hosts: 3",
        "hosts: 1000001",
        "f.yaml:2: fleet.hosts: '1000001' is not a whole number from 1 to 1000000")]
    [InlineData("hosts: 3", "hosts: 1e3", "f.yaml:2: fleet.hosts: '1e3' is not a whole number from 1 to 1000000")]
    [InlineData("[ { topology: xeon-e5-dual } ]", "[]", "f.yaml:2: fleet.mix: is empty; at least 1 is needed")]
    [InlineData(
        "topology: xeon-e5-dual",
        "topology: 42",
        "f.yaml:2: fleet.mix[0].topology: '42' is not the name of a kind of host or the path of a capture")]
    [InlineData(
        "topology: xeon-e5-dual",
        "topology: true",
        "f.yaml:2: fleet.mix[0].topology: 'true' is not the name of a kind of host or the path of a capture")]
    [InlineData(
        "topology: xeon-e5-dual",
        "topology: x, weight: 1001",
        "f.yaml:2: fleet.mix[0].weight: '1001' is not a whole number from 1 to 1000")]
    [InlineData(
        "name: small",
        "name: my small",
        "f.yaml:1: name: 'my small' is not a name of up to 64 letters, digits, '-' and '_' that starts with a letter")]
    [InlineData(
        "duration: 2s",
        "duration: 0s",
        "f.yaml:3: duration: '0s' is no time at all; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    public void Parse_WrongValue_IsOneSentence(string part, string by, string sentence)
    {
        Assert.Equal(sentence, SmallScenario.ErrorOf(SmallScenario.Replace(part, by)));
    }

    [Fact]
    public void Parse_TwoWorkloadsOfOneName_IsTheSecondLine()
    {
        var text = SmallScenario.With("  - { name: vms, kind: driver-churn, load: { inject: 1/s } }");

        Assert.Equal("f.yaml:8: workloads[1].name: two workloads are named 'vms'", SmallScenario.ErrorOf(text));
    }
}
