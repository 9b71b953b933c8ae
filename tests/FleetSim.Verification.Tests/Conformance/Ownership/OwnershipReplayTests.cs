using System.Text.Json.Nodes;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Tests.Conformance.Ownership;

/// <summary>The replay must see when an answer, a state or a wait is not the kernel's.</summary>
public sealed class OwnershipReplayTests
{
    private const string Scenarios = "scenarios.rc-multifunction.k612.json";

    [Theory]
    [InlineData("bind", "result", """{ "ret": -1, "errno": "EBUSY" }""", "the kernel answered EBUSY, found 12")]
    [InlineData("groupStatus", "result", """{ "ret": 0, "errno": "0", "flags": 0 }""", "the kernel answered 0 (0), found 0 (1)")]
    [InlineData("bind", "after", """{ "drivers": {}, "groups": {} }""", "0000:01:00.0: the kernel has it absent, found vfio-pci")]
    [InlineData("setContainer", "blocked", "true", "the kernel blocked, found 0")]
    public async Task Run_StepThatWasAnotherInTheKernel_TellsStepBothAnswersAndTheStateBefore(
        string operation, string field, string value, string difference)
    {
        var text = await Changed("singleton:claim-use-release-rebind", operation, field, value);

        var result = Assert.Single(await Replay(text));

        Assert.False(result.Passed);
        Assert.Contains(difference, result.Difference, StringComparison.Ordinal);
        Assert.Matches("^step [0-9]+, ", result.Difference);
        Assert.Contains("before it: 0000:00:06.0=-; ", result.Difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unbind", "completedAfterStep", "11", "ended with this in the kernel, found it blocked still")]
    [InlineData("unbind", "completedAfterStep", "14", "was blocked still in the kernel, found 12")]
    [InlineData("unbind", "blocked", "false", "the kernel did not block, found blocked")]
    [InlineData("unbind", "result", """{ "ret": -1, "errno": "EIO" }""", "the kernel answered EIO to ub Unbind")]
    public async Task Run_WaitThatWasAnotherInTheKernel_IsADifference(
        string operation, string field, string value, string difference)
    {
        var text = await Changed("unbind-vfio-while-device-open-blocks", operation, field, value);

        var result = Assert.Single(await Replay(text));

        Assert.Contains(difference, result.Difference, StringComparison.Ordinal);
    }

    /// <summary>The recordings of 6.12 do not fit the rules of 6.1, and the other way round.</summary>
    [Theory]
    [InlineData("scenarios.rc-multifunction.k612.json", "mainline-6.1")]
    [InlineData("scenarios.rc-multifunction.json", "mainline")]
    public async Task Run_RulesOfAnotherKernel_Differ(string file, string policy)
    {
        var recording = await RecordedOwnership.Read(file);
        var wrong = OwnershipPolicies.Find(policy)!;

        var results = await OwnershipReplay.Run(
            recording, _ => new ModelOwnershipHost(wrong, OwnershipHosts.Template(recording)));

        Assert.Contains(results, result => !result.Passed);
    }

    [Theory]
    [InlineData("op", "\"frobnicate\"", "cases[0].steps[0].op: there is no operation 'frobnicate'")]
    [InlineData("device", "\"nowhere\"", "cases[0].steps[0].device: 'nowhere' is not a PCI address (ssss:bb:dd.f, hexadecimal)")]
    [InlineData("result", """{ "ret": "x", "errno": "0" }""", "cases[0].steps[0].result.ret: expected a whole number from -1 to 2147483647")]
    [InlineData("actor", "null", "cases[0].steps[0]: 'actor' is missing")]
    [InlineData("after", """{ "drivers": { "x": null }, "groups": {} }""", "cases[0].steps[0].after.drivers.x: 'x' is no PCI address")]
    public async Task Read_FieldThatCannotBe_NamesTheField(string field, string value, string problem)
    {
        var document = JsonNode.Parse(await RecordedOwnership.Text(Scenarios))!;
        document["cases"]![0]!["steps"]![0]![field] = JsonNode.Parse(value);

        var refused = Assert.Throws<InputException>(() => OwnershipReader.Read("a.json", document.ToJsonString()));

        Assert.Equal($"a.json: {problem}", refused.Message);
    }

    private static async Task<IReadOnlyList<Verification.Conformance.ConformanceResult>> Replay(string text)
    {
        var recording = OwnershipReader.Read("a.json", text);
        var (policy, template) = (OwnershipHosts.Policy(recording), OwnershipHosts.Template(recording));
        return await OwnershipReplay.Run(recording, _ => new ModelOwnershipHost(policy, template));
    }

    /// <summary>
    /// The recording with one case only, and in it the first such operation that has the field changed.
    /// </summary>
    private static async Task<string> Changed(string name, string operation, string field, string value)
    {
        var document = JsonNode.Parse(await RecordedOwnership.Text(Scenarios))!;
        var cases = document["cases"]!.AsArray();
        var one = cases.Single(recorded => (string)recorded!["name"]! == name)!;
        cases.Clear();
        cases.Add(one);
        one["steps"]!.AsArray().First(step => (string)step!["op"]! == operation)![field] = JsonNode.Parse(value);
        return document.ToJsonString();
    }
}
