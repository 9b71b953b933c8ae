using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a host, as data. Which fields count is told by the factory of each verb.</summary>
public sealed record HostCall
{
    public required HostVerb Verb { get; init; }

    public OperationId Id { get; init; }

    /// <summary>What is plugged: a subtree, bridges before what is below them.</summary>
    public ImmutableArray<PciFunction> Functions { get; init; } = [];

    public PciAddress Device { get; init; }

    public int Count { get; init; }

    /// <summary>The platform plugs a subtree; it is registered when the bridge above it is.</summary>
    public static HostCall Plug(ImmutableArray<PciFunction> subtree) =>
        new() { Verb = HostVerb.Plug, Functions = subtree, Device = subtree[0].Address };

    /// <summary>The platform takes a function and everything below it away; a rescan will not find it.</summary>
    public static HostCall Unplug(PciAddress top) => new() { Verb = HostVerb.Unplug, Device = top };

    /// <summary>Writes a device's <c>remove</c>: it is unregistered with all below it, and stays in its slot.</summary>
    public static HostCall Remove(PciAddress top) => new() { Verb = HostVerb.Remove, Device = top };

    /// <summary>Writes the bus's <c>rescan</c>: what is in its slot and not registered returns.</summary>
    public static HostCall Rescan() => new() { Verb = HostVerb.Rescan };

    /// <summary>Writes a physical function's <c>sriov_numvfs</c>.</summary>
    public static HostCall SetVfs(PciAddress physical, int count) =>
        new() { Verb = HostVerb.SetVfs, Device = physical, Count = count };

    public override string ToString() => Verb switch
    {
        HostVerb.Rescan => "Rescan",
        HostVerb.SetVfs => $"SetVfs {Device} {Count}",
        _ => $"{Verb} {Device}",
    };
}

/// <summary>What can be asked of a host.</summary>
public enum HostVerb : byte
{
    Plug,
    Unplug,
    Remove,
    Rescan,
    SetVfs,
}
