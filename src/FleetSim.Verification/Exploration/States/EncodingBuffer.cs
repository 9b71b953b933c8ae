using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FleetSim.Verification.Exploration.States;

/// <summary>Bytes of one canonical encoding: every value has a length of its own, or one that is written
/// first.</summary>
internal sealed class EncodingBuffer
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Number(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    public void Number(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    public void Number(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    /// <summary>Text, or that there is none.</summary>
    public void Text(string? value)
    {
        Number(value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        if (value is not null)
        {
            Encoding.UTF8.GetBytes(value, Reserve(Encoding.UTF8.GetByteCount(value)));
        }
    }

    /// <summary>The first half of the SHA-256 of what was written.</summary>
    public UInt128 Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Written, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private Span<byte> Reserve(int length)
    {
        if (_length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
