namespace FleetSim.Verification.Tests.Conformance.DmaMap;

/// <summary>What real kernels answered to containers that map and unmap, replayed over the bare model.</summary>
public sealed class RecordedDmaMapTests
{
    public static TheoryData<string> Files => [.. RecordedDmaMaps.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Run_Recording_EveryCaseIsAnsweredLikeTheKernel(string file)
    {
        var results = await RecordedDmaMaps.Replay(file, await RecordedDmaMaps.Text(file));

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.File} {result.Case}: {result.Difference}"));
    }
}
