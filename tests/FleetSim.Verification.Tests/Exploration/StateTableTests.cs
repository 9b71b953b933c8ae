using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Verification.Tests.Exploration;

public sealed class StateTableTests
{
    [Fact]
    public void Add_ManyStates_FindsEachAgainUnderItsNumber()
    {
        var table = new StateTable();
        for (var i = 0; i < 100_000; i++)
        {
            Assert.Equal((i, true), table.Add(Fingerprint(i), new Origin(i - 1, (byte)(i % 16), 1)));
        }

        for (var i = 0; i < 100_000; i++)
        {
            Assert.Equal((i, false), table.Add(Fingerprint(i), default));
            Assert.Equal(new Origin(i - 1, (byte)(i % 16), 1), table.OriginOf(i));
        }

        Assert.Equal(100_000, table.Count);
    }

    [Fact]
    public void Add_FingerprintsThatDifferInTheirUpperHalfOnly_AreTwoStates()
    {
        var table = new StateTable();
        table.Add(new UInt128(1, 5), default);

        Assert.Equal((1, true), table.Add(new UInt128(2, 5), default));
    }

    [Fact]
    public void Taken_AfterGrowing_IsKept()
    {
        var table = new StateTable();
        table.Add(Fingerprint(0), default);
        table.Taken(0) |= 0b101;
        for (var i = 1; i < 10_000; i++)
        {
            table.Add(Fingerprint(i), default);
        }

        Assert.Equal(0b101, table.Taken(0));
    }

    private static UInt128 Fingerprint(int i) => new((ulong)i * 0x9e3779b97f4a7c15, (ulong)(i % 7));
}
