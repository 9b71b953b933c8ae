using FleetSim.Verification.Conformance;
using FleetSim.Verification.Conformance.DmaMap;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Tests.Conformance.DmaMap;

/// <summary>The recordings in <c>tests/data/oracle/dmamap</c>.</summary>
internal static class RecordedDmaMaps
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "oracle", "dmamap");

    public static IEnumerable<string> Files =>
        Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static Task<string> Text(string file) =>
        File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<ConformanceResult>> Replay(string file, string text)
    {
        var recording = DmaMapReader.Read(file, text);
        var (policy, templates) = (DmaMapHosts.Policy(recording), DmaMapHosts.Templates(recording));
        return await DmaMapReplay.Run(recording, index => new ModelOwnershipHost(policy, templates[index]));
    }
}
