using FleetSim.Model.Translation.Queue;

namespace FleetSim.Model.Tests.Translation.Queue;

/// <summary>A unit with a queue of 256 descriptors that is on, and software that fills it as a driver does.</summary>
internal sealed class TestQueue
{
    public const ulong Base = 0x10_0000;
    public const ulong Status = 0x20_0000;

    private readonly int _size;
    private int _next;

    public TestQueue(bool wide = false, int queueSize = 0)
    {
        _size = wide ? 32 : 16;
        Unit = new TestUnit();
        Queue = new InvalidationQueue(Unit.Hardware);
        Queue.SetAddress(Base | (wide ? 1UL << 11 : 0) | (uint)queueSize);
        Queue.SetTail(0);
        Queue.Enable();
    }

    public TestUnit Unit { get; }

    public InvalidationQueue Queue { get; }

    /// <summary>Puts descriptors behind the last and moves the tail behind them.</summary>
    public void Submit(params InvalidationDescriptor[] descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            Write(_next, descriptor);
            _next = (_next + 1) % Queue.Entries;
        }

        Queue.SetTail((ulong)(_next * _size));
    }

    public void Write(int index, InvalidationDescriptor descriptor)
    {
        var address = Base + (ulong)(index * _size);
        Unit.Write(address, descriptor.Low);
        Unit.Write(address + 8, descriptor.High);
        if (_size == 32)
        {
            Unit.Write(address + 16, descriptor.Third);
            Unit.Write(address + 24, descriptor.Fourth);
        }
    }
}
