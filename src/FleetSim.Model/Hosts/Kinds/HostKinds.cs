using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>The built-in catalogue of host kinds.</summary>
public static class HostKinds
{
    private static readonly FrozenDictionary<string, HostKind> ByName;

    static HostKinds()
    {
        All =
        [
            XeonE5Dual.Kind,
            DesktopX670E.Kind,
            GpuSwitchServer.Kind,
            GpuNoAcsServer.Kind,
            SriovNicHost.Kind,
            ArmServer.Kind,
            ConventionalPciHost.Kind,
            NvmeStorageServer.Kind,
            ThunderboltWorkstation.Kind,
            NestedQ35.Kind,
            VmdServer.Kind,
            GrowingGroupHost.Kind,
        ];
        ByName = All.ToFrozenDictionary(kind => kind.Name);
    }

    public static ImmutableArray<HostKind> All { get; }

    /// <summary>The kind with a name; null when there is none. Names are case-sensitive.</summary>
    public static HostKind? Find(string name) => ByName.GetValueOrDefault(name);
}
