using System.Buffers.Binary;

namespace FleetSim.Model.Pci.Config;

/// <summary>The configuration space of one function, read as little-endian registers.</summary>
/// <remarks>
/// Zero bytes at the end may have been cut off: what lies between the bytes given and <see cref="Size"/> reads as zero.
/// No register is read beyond <see cref="Size"/>; whoever asks for one gets an <see cref="InputException"/> with its
/// offset.
/// </remarks>
public sealed class ConfigSpace
{
    /// <summary>The standard header, in bytes: all that an unprivileged reader gets.</summary>
    public const int HeaderSize = 64;

    /// <summary>Configuration space of conventional PCI, in bytes. Beyond it live the extended capabilities.</summary>
    public const int ConventionalSize = 256;

    /// <summary>Configuration space of PCI Express, in bytes.</summary>
    public const int ExtendedSize = 4096;

    /// <summary>Identity, class and header type: without these bytes nothing can be said about a function.</summary>
    private const int IdentitySize = 16;

    private readonly byte[] _bytes;

    /// <param name="bytes">The first bytes of the space, at least 16.</param>
    /// <param name="size">Size of the space in bytes, 64 to 4096, at least as many as are given.</param>
    /// <exception cref="InputException">The header is cut short, or the sizes do not fit.</exception>
    public ConfigSpace(ReadOnlySpan<byte> bytes, int size)
    {
        if (size is < HeaderSize or > ExtendedSize)
        {
            throw new InputException($"a config space has {HeaderSize} to {ExtendedSize} bytes, not {size}");
        }

        if (bytes.Length > size)
        {
            throw new InputException(
                $"the config space has {bytes.Length} bytes, more than its size of {size}",
                new InputPlace(Offset: size));
        }

        if (bytes.Length < IdentitySize)
        {
            throw new InputException(
                $"the header is cut short after {bytes.Length} of at least {IdentitySize} bytes",
                new InputPlace(Offset: bytes.Length));
        }

        _bytes = bytes.ToArray();
        Size = size;
    }

    /// <summary>How many bytes the reader of the space could see.</summary>
    public int Size { get; }

    /// <summary>Whether the byte at an offset was given, not cut off or beyond the space.</summary>
    public bool Recorded(int offset) => offset >= 0 && offset < _bytes.Length;

    public byte Byte(int offset) => Require(offset, 1)[0];

    public ushort Word(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Require(offset, 2));

    public uint Dword(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Require(offset, 4));

    /// <summary>Whether <paramref name="count"/> bytes at an offset are inside the space.</summary>
    public bool Holds(int offset, int count) => offset >= 0 && offset <= Size - count;

    private ReadOnlySpan<byte> Require(int offset, int count)
    {
        if (!Holds(offset, count))
        {
            throw new InputException(
                $"a register ends beyond the {Size} bytes of the config space", new InputPlace(Offset: offset));
        }

        if (offset + count <= _bytes.Length)
        {
            return _bytes.AsSpan(offset, count);
        }

        var register = new byte[count];
        _bytes.AsSpan(Math.Min(offset, _bytes.Length)).CopyTo(register);
        return register;
    }
}
