using System.Globalization;
using System.Text.Json;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Tests.Conformance;

/// <summary>
/// Recordings small enough to be read in a test: conventional functions on bus 0, each alone in its group.
/// </summary>
internal static class TinyRecording
{
    private const string Config = "86803412000000000000000200000001";

    /// <summary>One stage a text: the slots that are there, apart by blanks. The first is boot.</summary>
    public static string Of(params (string Slots, string[] Actions)[] stages) =>
        Json(stages, (slots, slot) => slots.IndexOf(slot));

    /// <summary>The same, with group numbers as given.</summary>
    public static string Json((string Slots, string[] Actions)[] stages, Func<List<int>, int, int> id)
    {
        var recorded = stages.Select((stage, index) =>
        {
            var slots = stage.Slots.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(slot => int.Parse(slot, CultureInfo.InvariantCulture)).ToList();
            return new
            {
                label = $"stage{index}",
                actions = stage.Actions.Select(action => new { action = Action(action) }),
                devices = slots.Select(slot => new { bdf = Bdf(slot), iommu = "dmar0", config = Config }),
                groups = slots.Select(slot => new
                {
                    id = id(slots, slot),
                    devices = new[] { Bdf(slot) },
                    type = "DMA",
                    reserved_regions = Msi,
                }),
            };
        });
        return JsonSerializer.Serialize(new
        {
            schema = "oracle/groups/1",
            name = "tiny",
            iommu = "intel",
            kernelCommandLine = "intel_iommu=on",
            stages = recorded,
        });
    }

    private static object[] Msi => [new { start = "0x00000000fee00000", end = "0x00000000feefffff", type = "msi" }];

    private static object[] Action(string action) => action.Split(' ', 2) switch
    {
        ["add", var id] => ["add", new { driver = "e1000", id }],
        ["del", var id] => ["del", id],
        _ => ["sh", action],
    };

    private static string Bdf(int slot) => new PciAddress(0, 0, slot, 0).ToString();
}
