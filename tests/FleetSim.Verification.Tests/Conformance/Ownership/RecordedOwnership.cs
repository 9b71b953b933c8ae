using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Tests.Conformance.Ownership;

/// <summary>The recordings in <c>tests/data/oracle/ownership</c>.</summary>
internal static class RecordedOwnership
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "oracle", "ownership");

    public static IEnumerable<string> Files =>
        Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static Task<string> Text(string file) =>
        File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

    public static async Task<OwnershipRecording> Read(string file) => OwnershipReader.Read(file, await Text(file));
}
