namespace FleetSim.Scenarios.Tests.Files;

public sealed class WorkloadErrorTests
{
    [Theory]
    [InlineData("{ inject: 2000 }", "inject: '2000' has no unit; expected a rate such as 2000/s or 120/min")]
    [InlineData("{ inject: -5/s }", "inject: '-5/s' is negative; expected a rate such as 2000/s or 120/min")]
    [InlineData("{ inject: 99999999/s }", "inject: '99999999/s' is above the largest rate of 10000000/s")]
    [InlineData("{ inject: 0/s }", "inject: a load of zero does nothing; leave the workload out, or write a pause")]
    [InlineData("{ inject: 1/s..2/s }", "inject: '1/s..2/s' is a range, and inject takes one value; write ramp-inject")]
    [InlineData("{ ramp-inject: 5/s }", "ramp-inject: '5/s' is one value, and ramp-inject takes a range from..to")]
    [InlineData("{ constant: 2.5 }", "constant: '2.5' is not a count; expected a whole number such as 256")]
    [InlineData("{ constant: '4' }", "constant: '4' is in quotes; expected a whole number such as 256")]
    [InlineData("{ constant: 1000001 }", "constant: '1000001' is above the largest count of 1000000")]
    [InlineData(
        "{ ramp-constant: 4..x }",
        "ramp-constant: 'x' does not start with a number; expected a whole number such as 256")]
    [InlineData("{ inject: 1/s, pacing: even }", "pacing: 'even' is not one of poisson, uniform")]
    [InlineData("{ constant: 4, pacing: poisson }", "pacing: only an open load (inject) has a pacing; leave it out")]
    [InlineData(
        "{ inject: 1/s, constant: 4 }",
        "constant: inject is given too; a load is one of inject, ramp-inject, inject-random, constant, ramp-constant, stages")]
    [InlineData("{ stages: [] }", "stages: is empty; at least 1 is needed")]
    [InlineData("{ stages: [ { pause: 1s } ] }", "stages: a load needs at least one stage that starts operations")]
    [InlineData(
        "{ stages: [ { inject: 1/s, for: 1s }, { constant: 1 } ] }",
        "stages: a load cannot mix inject (open) and constant (closed); use two workloads")]
    [InlineData(
        "{ stages: [ { inject: 1/s }, { inject: 2/s } ] }",
        "stages: only the last stage of a load may go without a length")]
    [InlineData(
        "{ stages: [ { pause: 1s, for: 1s }, { inject: 1/s } ] }",
        "stages[0].for: a pause says its own length; leave 'for' out")]
    [InlineData(
        "{ stages: [ { for: 1s } ] }",
        "stages[0]: says no load; expected one of inject, ramp-inject, inject-random, constant, ramp-constant, pause")]
    [InlineData(
        "{ stages: [ { inject: 1/s, for: 1 } ] }",
        "stages[0].for: '1' has no unit; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData(
        "{ stages: [ { inject: x, pause: 1s } ] }",
        "stages[0].pause: inject is given too; a load is one of inject, ramp-inject, inject-random, constant, ramp-constant, pause")]
    public void Parse_WrongLoad_IsOneSentence(string load, string sentence)
    {
        var text = SmallScenario.Replace("{ constant: 4 }", load);

        Assert.Equal("f.yaml:7: workloads[0].load." + sentence, SmallScenario.ErrorOf(text));
    }

    [Theory]
    [InlineData(
        "{ pacing: poisson }",
        "says no load; expected one of inject, ramp-inject, inject-random, constant, ramp-constant, stages")]
    [InlineData("{ injekt: 5/s }", "'injekt' is not a key here; did you mean 'inject'?")]
    [InlineData(
        "{ pause: 1s }",
        "'pause' is not a key here; expected inject, ramp-inject, inject-random, constant, ramp-constant, stages, pacing")]
    [InlineData(
        "{ stages: [ { inject: 1/s, for: 3s } ] }", "the stages of the load do not fit into the run of 2 s")]
    public void Parse_WrongLoadAsAWhole_NamesTheLoad(string load, string sentence)
    {
        var text = SmallScenario.Replace("{ constant: 4 }", load);

        Assert.Equal("f.yaml:7: workloads[0].load: " + sentence, SmallScenario.ErrorOf(text));
    }

    [Theory]
    [InlineData(
        "claim-contention",
        "hold: 20ms..1ms",
        "hold: '20ms..1ms' ends before it begins; write the shorter duration first")]
    [InlineData(
        "claim-contention",
        "hold: [1ms]",
        "hold: is a list; expected a duration such as 5ms or a range such as 1ms..20ms")]
    [InlineData("claim-contention", "through: port", "through: 'port' is not one of group, device, either")]
    [InlineData("claim-contention", "skew: 3.1", "skew: '3.1' is not a number from 0 to 3")]
    [InlineData("claim-contention", "skew: .nan", "skew: '.nan' is not a number from 0 to 3")]
    [InlineData(
        "claim-contention",
        "in-flight: 5",
        "in-flight: a closed load (constant) has as many operations in flight as users; leave it out")]
    [InlineData(
        "claim-contention",
        "in-flight: 0",
        "in-flight: a closed load (constant) has as many operations in flight as users; leave it out")]
    [InlineData(
        "driver-churn",
        "attach: 101%",
        "attach: '101%' is more than everything; expected a share such as 1% or 0.01")]
    [InlineData("driver-churn", "attach: 3s", "attach: '3s' is not a share; expected a share such as 1% or 0.01")]
    [InlineData(
        "driver-churn",
        "hold: 5ms",
        "hold: a driver-churn workload has no such key; it belongs to claim-contention and vm-churn")]
    [InlineData(
        "driver-churn",
        "through: group",
        "through: a driver-churn workload has no such key; it belongs to claim-contention")]
    [InlineData(
        "hotplug-storm",
        "attach: 10%",
        "attach: a hotplug-storm workload has no such key; it belongs to driver-churn")]
    [InlineData(
        "claim-contention",
        "attach: 10%",
        "attach: a claim-contention workload has no such key; it belongs to driver-churn")]
    [InlineData(
        "claim-contention",
        "batch: 64",
        "batch: a claim-contention workload has no such key; it belongs to vm-churn and translation")]
    [InlineData("translation", "memory: 4", "memory: '4' has no unit of KiB, MiB, GiB or TiB; expected a size such as 4GiB")]
    [InlineData("translation", "memory: 0GiB", "memory: '0GiB' is no size that memory can have; expected a size such as 4GiB")]
    [InlineData(
        "translation",
        "memory: 6KiB",
        "memory: '6KiB' is not made of whole pages of 4KiB, or leaves no room in the 64GiB that a VM can have")]
    [InlineData(
        "vm-churn",
        "memory: 64GiB",
        "memory: '64GiB' is not made of whole pages of 4KiB, or leaves no room in the 64GiB that a VM can have")]
    [InlineData("translation", "batch: 65537", "batch: '65537' is not a whole number from 1 to 65536")]
    [InlineData("translation", "pages: 3MiB", "pages: '3MiB' is not one of 4KiB, 2MiB, 1GiB; did you mean '2MiB'?")]
    [InlineData("vm-churn", "groups: 2..1", "groups: '2..1' is not a whole number from 1 to 16 or a range such as 1..2")]
    [InlineData("vm-churn", "trace: azure", "trace: 'azure' is not one of openb-gpu-2023, none")]
    public void Parse_WrongKeyOfAKind_IsOneSentence(string kind, string line, string sentence)
    {
        var text = SmallScenario.Replace("kind: claim-contention", $"kind: {kind}\n    {line}");

        Assert.Equal("f.yaml:7: workloads[0]." + sentence, SmallScenario.ErrorOf(text));
    }

    [Fact]
    public void Parse_UnknownKind_ListsTheKinds()
    {
        var text = SmallScenario.Replace("claim-contention", "claim-contest");

        Assert.Equal(
            "f.yaml:6: workloads[0].kind: 'claim-contest' is not one of hotplug-storm, claim-contention, driver-churn, "
            + "vm-churn, translation; did you mean 'claim-contention'?",
            SmallScenario.ErrorOf(text));
    }
}
