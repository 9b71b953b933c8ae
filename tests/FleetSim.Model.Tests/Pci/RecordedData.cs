namespace FleetSim.Model.Tests.Pci;

/// <summary>Finds the recordings that are copied beside the tests.</summary>
internal static class RecordedData
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "data");

    internal static IEnumerable<string> Captures() => Names("oracle/groups", "*.json");

    internal static IEnumerable<string> Dumps() => Names("lspci", "*.txt");

    internal static string Capture(string name) => File.ReadAllText(Path.Combine(Root, "oracle/groups", name));

    internal static string Dump(string name) => File.ReadAllText(Path.Combine(Root, "lspci", name));

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
}
