using CsCheck;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Queue;

namespace FleetSim.Model.Tests.Translation.Queue;

/// <summary>Queues of garbage: the unit always ends, at the tail or on a bad descriptor.</summary>
public sealed class InvalidationQueueProperties
{
    private static readonly Gen<ulong> Register = Gen.OneOf(
        Gen.ULong[0, 0xfff],
        Gen.ULong,
        Gen.ULong[0, 7].Select(size => ulong.MaxValue << 12 | size),
        Gen.ULong[0, 7].Select(size => PhysicalMemory.WindowBase | size));

    /// <summary>Nearly a descriptor, so that some run.</summary>
    private static readonly Gen<ulong> Low = Gen.OneOf(
        Gen.Select(Gen.ULong[1, 9], Gen.ULong[0, 3], Gen.ULong[0, 9], (type, granularity, domain) =>
            type | (granularity << 4) | (domain << 16)),
        Gen.ULong);

    /// <summary>Also statuses that hit the queue, and tables that were never handed out.</summary>
    private static readonly Gen<ulong> High = Gen.OneOf(
        Gen.Const(0UL),
        Gen.ULong[0, 0x2000],
        Gen.ULong,
        Gen.ULong[0, 0xffff].Select(at => PhysicalMemory.WindowBase + (at << 2)));

    private static readonly Gen<(int Kind, ulong Value)> Step = Gen.Select(
        Gen.Int[0, 5],
        Gen.OneOf(Gen.ULong[0, 64].Select(index => index << 4), Gen.ULong),
        (kind, value) => (kind, value));

    [Fact]
    public void Run_AnyMemory_EndsAtTheTailOrOnAnError() => Gen
        .Select(Register, Gen.Select(Low, High).Array[1, 40], Step.Array[1, 12])
        .Sample(
            (register, words, steps) =>
            {
                var unit = new TestUnit();
                for (var frame = 0; frame < 40; frame++)
                {
                    unit.Frames.Take(); // The window grows, and has a piece without memory.
                }

                unit.Table.Map(0, 0, 0x4000, DmaAccess.ReadWrite);
                var queue = new InvalidationQueue(unit.Hardware);
                queue.SetAddress(register);
                var address = register & ~0xfffUL;
                foreach (var (low, high) in words)
                {
                    unit.Memory.TryWrite(address, low);
                    unit.Memory.TryWrite(address + 8, high);
                    address += 16;
                }

                foreach (var (kind, value) in steps)
                {
                    Do(queue, unit, kind, value);
                    Assert.True(!queue.IsEnabled || queue.HasError || queue.Head == queue.Tail);
                    Assert.InRange(queue.Head, 0UL, (1UL << 19) - 1);
                }
            },
            iter: 20_000,
            threads: 1);

    private static void Do(InvalidationQueue queue, TestUnit unit, int kind, ulong value)
    {
        switch (kind)
        {
            case 0:
                queue.Enable();
                break;
            case 1:
                queue.ClearError();
                break;
            case 2:
                queue.TryDisable();
                break;
            case 3:
                unit.Translate(value & 0x7fff);
                break;
            default:
                queue.SetTail(value);
                break;
        }
    }
}
