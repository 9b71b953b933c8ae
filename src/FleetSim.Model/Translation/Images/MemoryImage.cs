using System.Collections.Immutable;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Images;

/// <summary>A unit and the memory it sees, as they were caught in one moment: table words, the root table, what the
/// unit can do.</summary>
public sealed record MemoryImage
{
    public required VtdCapabilities Capabilities { get; init; }

    /// <summary>What the specification leaves to the unit.</summary>
    public HardwareOptions Options { get; init; } = HardwareOptions.Default;

    /// <summary>First and last byte of each range with memory behind it; none for memory everywhere.</summary>
    public ImmutableArray<MemoryRange> Ranges { get; init; } = [];

    /// <summary>Words that are not zero, or that are named all the same.</summary>
    public ImmutableArray<MemoryWord> Words { get; init; } = [];

    /// <summary>The register RTADDR.</summary>
    public required ulong RootTable { get; init; }

    /// <summary>The unit with translation on and nothing cached.</summary>
    /// <exception cref="InputException">A word is at no multiple of 8, or where no memory is.</exception>
    public RemappingHardware Load()
    {
        var memory = new PhysicalMemory([.. Ranges.Select(range => (range.First, range.Last))]);
        foreach (var word in Words)
        {
            if ((word.Address & 7) != 0)
            {
                throw new InputException($"the word at 0x{word.Address:x} is at no multiple of 8");
            }

            if (!memory.TryWrite(word.Address, word.Value))
            {
                throw new InputException($"there is no memory for the word at 0x{word.Address:x}");
            }
        }

        var hardware = new RemappingHardware(Capabilities, memory, Options);
        hardware.SetRootTable(RootTable);
        hardware.Enable(true);
        return hardware;
    }
}

/// <summary>First and last byte of a range with memory.</summary>
public readonly record struct MemoryRange(ulong First, ulong Last);

/// <summary>A word of 8 bytes.</summary>
public readonly record struct MemoryWord(ulong Address, ulong Value);
