using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Verification.Tests.Conformance.Translation;

/// <summary>What an emulated VT-d unit answered to requests, replayed over the bare model.</summary>
public sealed class RecordedTranslationTests
{
    [Fact]
    public async Task Run_Recording_EveryCaseIsAnsweredLikeTheUnit()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "oracle", "translation", "vtd.json");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var recording = TranslationReader.Read("vtd.json", text);

        var results = await TranslationReplay.Run(recording, new ModelTranslationUnit());

        Assert.Equal(132, results.Count);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.Case}: {result.Difference}"));
    }
}
