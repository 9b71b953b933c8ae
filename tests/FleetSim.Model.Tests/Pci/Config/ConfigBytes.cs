using System.Buffers.Binary;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Config;

/// <summary>Builds the configuration space of one function, register by register.</summary>
internal sealed class ConfigBytes
{
    private readonly byte[] _bytes;

    internal ConfigBytes(int size = ConfigSpace.ExtendedSize)
    {
        _bytes = new byte[size];
        Word(0x00, 0x8086).Word(0x02, 0x10d3).Dword(0x08, 0x020000_01);
    }

    internal ConfigBytes Byte(int offset, byte value)
    {
        _bytes[offset] = value;
        return this;
    }

    internal ConfigBytes Word(int offset, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(offset), value);
        return this;
    }

    internal ConfigBytes Dword(int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset), value);
        return this;
    }

    internal ConfigBytes Bridge(byte primary, byte secondary, byte subordinate) =>
        Byte(0x0e, 1).Byte(0x18, primary).Byte(0x19, secondary).Byte(0x1a, subordinate);

    /// <summary>The first capability in the list, at 0x40: PCI Express of version 2.</summary>
    internal ConfigBytes Express(int portType, byte next = 0) =>
        Word(0x06, 0x10).Byte(0x34, 0x40).Byte(0x40, 0x10).Byte(0x41, next).Word(0x42, (ushort)((portType << 4) | 2));

    internal ConfigBytes Extended(int at, ushort id, uint next = 0) => Dword(at, id | 0x1_0000u | (next << 20));

    internal ConfigSpace Space() => new(_bytes, _bytes.Length);

    internal byte[] ToArray() => [.. _bytes];

    internal PciFunction Decode(string address = "00:02.0") => ConfigSpaceDecoder.Decode(PciAddress.Parse(address), Space());
}
