using FleetSim.Model;
using FleetSim.Verification.Conformance;

namespace FleetSim.Verification.Tests.Conformance;

public sealed class GroupReplayTests
{
    private const string Devices = "/sys/bus/pci/devices";

    [Theory]
    [InlineData("1 3", $"echo 1 > {Devices}/0000:00:02.0/remove")]
    [InlineData("1 3", $"echo 1 >{Devices}/0000:00:02.0/remove; sleep 1")]
    [InlineData("1 3", $"echo 1 > /sys/devices/pci0000:00/0000:00:02.0/remove")]
    [InlineData("1 3", $"for f in 0000:00:02.0; do echo 1 > \"{Devices}/$f/remove\"; done")]
    [InlineData("3", $"for f in 1 2\ndo\necho 1 > {Devices}/0000:00:0${{f}}.0/remove\ndone")]
    [InlineData("3", $"for s in 0 1; do for f in 1 2; do echo 1 > {Devices}/0000:0$s:0$f.0/remove; done; done")]
    [InlineData("1 2 3", $"echo 0 > {Devices}/0000:00:02.0/remove")]
    [InlineData("1 2 3", $"modprobe nvme && sleep 1; echo 0 > /sys/bus/pci/drivers_autoprobe")]
    [InlineData("1 2 3", $"echo 1 > {Devices}/0000:00:09.0/remove")]
    public async Task Run_ShellLines_TakeWhatTheySay(string slotsAfter, string line)
    {
        var text = TinyRecording.Json([("1 2 3", []), (slotsAfter, [line])], (_, slot) => slot - 1);

        var results = await GroupReplay.Run("tiny.json", text, new ModelGroupingHost());

        Assert.Equal(["stage0", "stage1"], results.Select(result => result.Case));
        Assert.All(results, result => Assert.True(result.Passed, result.Difference));
    }

    [Theory]
    [InlineData("echo 1 > /sys/bus/pci/rescan")]
    [InlineData("echo 1 > /sys/class/pci_bus/0000:00/rescan")]
    [InlineData("echo 1 > /sys/bus/pci/devices/0000:00:01.0/rescan")]
    [InlineData("add h1")]
    public async Task Run_WhatBringsFunctions_AddsWhatTheStageHas(string action)
    {
        var text = TinyRecording.Of(("1 2", []), ("1 2 3", [action]));

        Assert.All(await GroupReplay.Run("tiny.json", text, new ModelGroupingHost()), Passed);
    }

    [Fact]
    public async Task Run_RescanOfAnotherBus_BringsNothing()
    {
        var text = TinyRecording.Of(("1 2", []), ("1 2 3", ["echo 1 > /sys/class/pci_bus/0000:07/rescan"]));

        var results = await GroupReplay.Run("tiny.json", text, new ModelGroupingHost());

        Assert.Equal("recorded {0000:00:03.0} as group 2, found 0000:00:03.0 in no group", results[1].Difference);
    }

    [Fact]
    public async Task Run_RemovedAndRescannedInOneLine_IsRegroupedInScanOrder()
    {
        var line = $"for f in 1 2; do echo 1 > {Devices}/0000:00:0$f.0/remove; done; echo 1 > /sys/bus/pci/rescan";
        var text = TinyRecording.Of(("1 2 3", []), ("1 2 3", [line]));

        Assert.All(await GroupReplay.Run("tiny.json", text, new ModelGroupingHost()), Passed);
    }

    [Fact]
    public async Task Run_PluggedAndUnplugged_GoesByTheHypervisorsId()
    {
        var text = TinyRecording.Of(
            ("1", []), ("1 2", ["add h1"]), ("1 2 3", ["add h2"]), ("1 2", ["del h2"]), ("1", ["del h1"]));

        Assert.All(await GroupReplay.Run("tiny.json", text, new ModelGroupingHost()), Passed);
    }

    [Fact]
    public async Task Run_OtherNumbers_AreADifference()
    {
        var text = TinyRecording.Json([("1 2", [])], (_, slot) => slot);

        var results = await GroupReplay.Run("tiny.json", text, new ModelGroupingHost());

        Assert.Equal(
            "{0000:00:01.0}: recorded as group 1, found as group 0\n"
            + "{0000:00:02.0}: recorded as group 2, found as group 1",
            Assert.Single(results).Difference);
    }

    [Fact]
    public async Task Run_OtherTypeAndRegions_AreADifference()
    {
        var text = TinyRecording.Of(("1", [])).Replace("\"DMA\"", "\"identity\"").Replace("\"msi\"", "\"reserved\"");

        var results = await GroupReplay.Run("tiny.json", text, new ModelGroupingHost());

        Assert.Equal(
            "{0000:00:01.0}: recorded type identity, found DMA\n"
            + "{0000:00:01.0}: recorded reserved regions [fee00000-feefffff reserved], found [fee00000-feefffff msi]",
            Assert.Single(results).Difference);
    }

    [Fact]
    public async Task Run_OtherVirtioNumbers_Pass()
    {
        var text = TinyRecording.Json([("1 2", [])], (_, slot) => 9 - slot)
            .Replace("\"intel\"", "\"virtio\"").Replace("\"DMA\"", "\"DMA-FQ\"");

        Assert.All(await GroupReplay.Run("tiny.json", text, new ModelGroupingHost()), Passed);
    }

    [Theory]
    [InlineData("rm -rf /", "the command 'rm -rf /' is not known")]
    [InlineData("echo 1 > /sys/bus/pci/slots/3/power", "'echo 1 > /sys/bus/pci/slots/3/power' is not known")]
    [InlineData("echo on > /sys/bus/pci/rescan", "is not known")]
    [InlineData("echo 1 > /sys/bus/pci/devices/$x/remove", "has a variable that is not set")]
    [InlineData("echo 1 > /sys/bus/pci/devices/*/remove", "has a '*', which a replay does not understand")]
    [InlineData("for f in 1 2; do sleep 1", "a loop has no end")]
    [InlineData("for f in ; do sleep 1; done", "nothing to go over")]
    [InlineData("for f", "it ends too early")]
    [InlineData("sleep 1 & sleep 2", "is not understood")]
    [InlineData("echo \"1", "is not closed")]
    [InlineData("echo ${f", "is not closed")]
    [InlineData("done", "the command 'done' is not known")]
    public async Task Run_LineThatIsNotUnderstood_IsAnInputError(string line, string problem)
    {
        var text = TinyRecording.Of(("1", []), ("1", [line]));

        var error = await Assert.ThrowsAsync<InputException>(
            async () => await GroupReplay.Run("tiny.json", text, new ModelGroupingHost()));

        Assert.Contains(problem, error.Message);
        Assert.StartsWith("tiny.json: stages[1].actions[0]: ", error.Message);
    }

    private static void Passed(ConformanceResult result) => Assert.True(result.Passed, result.Difference);
}
