using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Engines;

/// <summary>What one operation of a workload is called where workloads of one kind are counted together.</summary>
public static class OperationName
{
    public const string Claim = "claim";
    public const string Plug = "hot-plug";
    public const string Bind = "bind";
    public const string Life = "vm-life";
    public const string Batch = "translation-batch";

    public static string Of(WorkloadKind kind) => kind switch
    {
        WorkloadKind.ClaimContention => Claim,
        WorkloadKind.HotplugStorm => Plug,
        WorkloadKind.DriverChurn => Bind,
        WorkloadKind.VmChurn => Life,
        WorkloadKind.Translation => Batch,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of workload"),
    };
}
