namespace FleetSim.Contracts.Reports;

/// <summary>Tells machines, and their boots, apart.</summary>
/// <remarks>Monotonic clocks of two processes compare only on one boot of one machine.</remarks>
public static class MachineIdentity
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>Of the machine that this process runs on.</summary>
    public static string Here { get; } =
        File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName;
}
