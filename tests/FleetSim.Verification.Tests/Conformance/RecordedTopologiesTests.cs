using FleetSim.Verification.Conformance;

namespace FleetSim.Verification.Tests.Conformance;

/// <summary>What real kernels grouped, replayed over the bare model.</summary>
public sealed class RecordedTopologiesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "oracle", "groups");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Run_Recording_EveryStageHasTheRecordedGroups(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

        var results = await GroupReplay.Run(file, text, new ModelGroupingHost());

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.File} {result.Case}: {result.Difference}"));
    }
}
