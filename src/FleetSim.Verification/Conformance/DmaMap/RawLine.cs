using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Reads a recorded operation that is given as a command line of the recording's process.</summary>
internal static class RawLine
{
    public static DmaMapStep Read(JsonField line, RecordedDmaAnswer answer)
    {
        var words = line.Text().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ulong Number(int index) => Numbers.Parse(line, words[index]);

        var step = new DmaMapStep { Operation = default, Answer = answer };
        return words switch
        {
            ["open_container", var name] => step with { Operation = DmaMapOperation.OpenContainer, Name = name },
            ["open_group", var name, _] => step with
            {
                Operation = DmaMapOperation.OpenGroup,
                Name = name,
                Number = Small(line, Number(2)),
            },
            ["set_container", var group, var container] => step with
            {
                Operation = DmaMapOperation.SetContainer,
                Name = group,
                Container = container,
            },
            ["unset_container", var group] => step with { Operation = DmaMapOperation.UnsetContainer, Name = group },
            ["set_iommu", var container, _] => step with
            {
                Operation = DmaMapOperation.SetIommu,
                Name = container,
                Number = Small(line, Number(2)),
            },
            ["close", var name] => step with { Operation = DmaMapOperation.Close, Name = name },
            ["map", var container, _, var vaddr, _, _, .. { Length: <= 1 }] => step with
            {
                Operation = DmaMapOperation.Map,
                Name = container,
                Flags = (uint)Number(2),
                Vaddr = Numbers.Vaddr(line, vaddr),
                Iova = Number(4),
                Size = Number(5),
                Argsz = words.Length > 6 ? (uint)Number(6) : null,
            },
            ["unmap", var container, _, _, _, .. { Length: <= 1 }] => step with
            {
                Operation = DmaMapOperation.Unmap,
                Name = container,
                Flags = (uint)Number(2),
                Iova = Number(3),
                Size = Number(4),
                Argsz = words.Length > 5 ? (uint)Number(5) : null,
            },
            _ => throw line.Problem($"there is no command '{JsonField.Shortened(line.Text())}'"),
        };
    }

    private static int Small(JsonField line, ulong number) =>
        number <= int.MaxValue ? (int)number : throw line.Problem($"expected a number up to {int.MaxValue}");
}
