using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Tests.Translation;

/// <summary>A terabyte by large pages, and many small ones, in one domain.</summary>
public sealed class LargeMappingTests
{
    private const ulong GiB = 1UL << 30;
    private const ulong MiB = 1UL << 20;

    [Fact]
    public void Map_OneTiBByGiantPagesAnd64GiBBySmallOnes_FitsInto200MiBAndComesBack()
    {
        var unit = new TestUnit();
        var before = (unit.Frames.SizeBytes, unit.Memory.SizeBytes);

        Assert.Equal(Errno.None, unit.Table.Map(0, 1024 * GiB, 1024 * GiB, DmaAccess.ReadWrite));
        Assert.Equal(Errno.None, unit.Table.Map(1024 * GiB, (4096 * GiB) + 0x1000, 64 * GiB, DmaAccess.ReadWrite));
        var mapped = (unit.Frames.SizeBytes, unit.Memory.SizeBytes);
        var first = unit.Translate((1023 * GiB) + 0x123);
        var second = unit.Translate((1087 * GiB) + 0x456);
        unit.Table.Unmap(0, 1024 * GiB).Return(unit.Frames);
        unit.Table.Unmap(1024 * GiB, 64 * GiB).Return(unit.Frames);

        Assert.Equal((2047 * GiB) + 0x123, first.Address);
        Assert.Equal((4159 * GiB) + 0x1456, second.Address);
        Assert.InRange(mapped.Item1, 128 * MiB, 200 * MiB);
        Assert.InRange(mapped.Item2, 128 * MiB, 200 * MiB);
        Assert.Equal(before, (unit.Frames.SizeBytes, unit.Memory.SizeBytes));
    }
}
