namespace FleetSim.Load.Results;

/// <summary>Processor time over the measurement.</summary>
/// <param name="Seconds">Used by this process, user and system, whatever it did.</param>
/// <param name="BusyShare">Share of the machine's processor time that anything used, 0 to 1; null if unknown.</param>
/// <param name="OthersShare">The same without this process: what other processes, or a hypervisor, took.</param>
/// <param name="PerSecond">Seconds used in each full second of the measurement.</param>
public sealed record ProcessorResult(
    double Seconds, double? BusyShare, double? OthersShare, IReadOnlyList<double> PerSecond);
