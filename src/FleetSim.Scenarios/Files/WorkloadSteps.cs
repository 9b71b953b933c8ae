namespace FleetSim.Scenarios.Files;

/// <summary>Steps inside operations that are measured by themselves; thresholds may name them as they name
/// workloads.</summary>
public static class WorkloadSteps
{
    /// <summary>A user asks for a group, or for a device of it.</summary>
    public const string Claim = "claim";

    /// <summary>A user returns what it claimed.</summary>
    public const string Release = "release";

    /// <summary>A user, or a kernel driver, attaches a private domain.</summary>
    public const string Attach = "attach";

    /// <summary>A driver is bound because somebody asked for it, or because its device appeared.</summary>
    public const string Bind = "bind";

    /// <summary>A VM attaches its groups to its domain and maps its memory, or maps a piece of it again.</summary>
    public const string Map = "map";

    /// <summary>A VM unmaps its memory, or a piece of it.</summary>
    public const string Unmap = "unmap";

    /// <summary>A device of a VM sends a batch of requests.</summary>
    public const string Dma = "dma";

    public static IReadOnlyList<string> All { get; } = [Claim, Release, Attach, Bind, Map, Unmap, Dma];
}
