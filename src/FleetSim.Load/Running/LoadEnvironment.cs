using FleetSim.Load.Recording;

namespace FleetSim.Load.Running;

/// <summary>What a run takes from outside: the time, and the threads its operations run on.</summary>
public sealed record LoadEnvironment
{
    public static LoadEnvironment System { get; } = new()
    {
        Processor = ProcessorReading.Now,
        Memory = MemoryReading.Now,
        LiveHeap = MemoryReading.LiveHeap,
    };

    /// <summary>
    /// With <see cref="TimeProvider.System"/> a thread of its own paces the run to about 0.1 ms; with any other the
    /// run lives on a timer of <see cref="Tick"/>, inside whoever drives the time.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Precision of the pacing with a time of its own.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Hear of every second of the measurement when it is over.</summary>
    public IReadOnlyList<IRunListener> Listeners { get; init; } = [];

    /// <summary>Processor time so far; null leaves it out of the result, as a simulated time must.</summary>
    public Func<ProcessorReading>? Processor { get; init; }

    /// <summary>Memory now; null leaves it out of the result, as a simulated time must.</summary>
    public Func<MemoryReading>? Memory { get; init; }

    /// <summary>Collects all garbage and tells what is left, in bytes; null as for <see cref="Memory"/>.</summary>
    public Func<long>? LiveHeap { get; init; }

    /// <summary>Starts a piece of work: on the thread pool, or where a test wants it.</summary>
    public Action<IThreadPoolWorkItem> Start { get; init; } =
        work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
