using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Hears of a run while it goes on: one call at a time, never from the thread that paces it.</summary>
/// <remarks>An exception ends the run, and is the run's.</remarks>
public interface IRunListener
{
    /// <summary>One second of a workload, or of a step, is over.</summary>
    /// <param name="name">Of the workload or step.</param>
    /// <param name="second">Only until the call returns.</param>
    void SecondOver(string name, RecordedSecond second)
    {
    }

    /// <summary>All workloads and steps have told of a second.</summary>
    /// <param name="seconds">How many seconds of the measurement are over.</param>
    /// <param name="soFar">The result of these seconds.</param>
    void AllOver(int seconds, Func<LoadResult> soFar)
    {
    }
}
