using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Tests.Conformance.Ownership;

/// <summary>
/// What real kernels answered to operations on drivers, groups and VFIO files, replayed over the bare model.
/// </summary>
public sealed class RecordedOwnershipTests
{
    public static TheoryData<string> Files => [.. RecordedOwnership.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Run_Recording_EveryCaseIsAnsweredLikeTheKernel(string file)
    {
        var recording = await RecordedOwnership.Read(file);
        var (policy, template) = (OwnershipHosts.Policy(recording), OwnershipHosts.Template(recording));

        var results = await OwnershipReplay.Run(recording, _ => new ModelOwnershipHost(policy, template));

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Passed, $"{result.File} {result.Case}: {result.Difference}"));
    }
}
