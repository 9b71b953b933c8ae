
namespace FleetSim.Model.Pci.Config;

/// <summary>The two linked lists of capabilities in a config space, walked once and never trusted.</summary>
/// <remarks>
/// Source: PCI 3.0 6.7, PCIe 7.6; drivers/pci/pci.c <c>__pci_find_next_cap_ttl</c>,
/// <c>pci_find_next_ext_capability</c>. As there, the low two bits of a pointer are ignored, an id of 0xff ends the
/// first list and a header of all ones the second. A loop, which Linux leaves by counting, is an error here: what is in
/// it is garbage.
/// </remarks>
public static class CapabilityList
{
    private const int StatusRegister = 0x06;
    private const int HasList = 0x10;
    private const int FirstPointer = 0x34;
    private const int FirstPointerOfCardBus = 0x14;

    /// <summary>
    /// Offset of each capability id in the first 256 bytes; of several with one id, the first in the list.
    /// </summary>
    /// <exception cref="InputException">A pointer leads into the header or round in a circle.</exception>
    public static IReadOnlyDictionary<byte, int> Standard(ConfigSpace space)
    {
        var found = new Dictionary<byte, int>();
        if ((space.Word(StatusRegister) & HasList) == 0)
        {
            return found;
        }

        var seen = new HashSet<int>();
        var pointerAt = HeaderType(space) == 2 ? FirstPointerOfCardBus : FirstPointer;
        while (Pointer(space.Byte(pointerAt), pointerAt) is var at and not 0 && space.Holds(at, 2))
        {
            RequireNew(seen, at, pointerAt, "capability");
            RequireRecorded(space, at, pointerAt);
            var id = space.Byte(at);
            if (id == byte.MaxValue)
            {
                break;
            }

            found.TryAdd(id, at);
            pointerAt = at + 1;
        }

        return found;
    }

    /// <summary>
    /// Offset of each extended capability id, from 0x100 on; of several with one id, the first in the list.
    /// </summary>
    /// <exception cref="InputException">A pointer leads below 0x100, out of the space, or round in a
    /// circle.</exception>
    public static IReadOnlyDictionary<ushort, int> Extended(ConfigSpace space)
    {
        var found = new Dictionary<ushort, int>();
        var seen = new HashSet<int>();
        var at = ConfigSpace.ConventionalSize;
        var from = at;
        while (at != 0 && space.Size > ConfigSpace.ConventionalSize)
        {
            RequireNew(seen, at, from, "extended capability");
            var header = space.Dword(at);
            if (header is 0 or uint.MaxValue)
            {
                break;
            }

            found.TryAdd((ushort)header, at);
            from = at;
            at = ExtendedPointer(header, from);
        }

        return found;
    }

    private static int HeaderType(ConfigSpace space) => space.Byte(0x0e) & 0x7f;

    private static int Pointer(byte raw, int pointerAt)
    {
        var at = raw & ~3;
        return at is 0 or >= ConfigSpace.HeaderSize
            ? at
            : throw new InputException(
                $"a capability pointer leads to 0x{at:x2}, into the header", new InputPlace(Offset: pointerAt));
    }

    private static int ExtendedPointer(uint header, int headerAt)
    {
        var at = (int)(header >> 20) & ~3;
        return at is 0 or >= ConfigSpace.ConventionalSize
            ? at
            : throw new InputException(
                $"an extended capability points to 0x{at:x3}, below 0x100", new InputPlace(Offset: headerAt));
    }

    /// <summary>
    /// Readers without privilege get 64 bytes of a larger space: without this, PCIe would pass for conventional.
    /// </summary>
    private static void RequireRecorded(ConfigSpace space, int at, int pointerAt)
    {
        if (!space.Recorded(at))
        {
            throw new InputException(
                $"a capability pointer leads to 0x{at:x2}, of which nothing was recorded "
                + "(config space is read as root)",
                new InputPlace(Offset: pointerAt));
        }
    }

    private static void RequireNew(HashSet<int> seen, int at, int from, string what)
    {
        if (!seen.Add(at))
        {
            throw new InputException(
                $"the {what} list is a loop: it comes back to 0x{at:x2}", new InputPlace(Offset: from));
        }
    }
}
