using System.Collections.Immutable;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>A request to a host, as data. Which fields count is told by the factory of each verb.</summary>
public sealed record HostCall
{
    public required HostVerb Verb { get; init; }

    public OperationId Id { get; init; }

    /// <summary>What is plugged: a subtree, bridges before what is below them.</summary>
    public ImmutableArray<PciFunction> Functions { get; init; } = [];

    /// <summary>The tops of what is meant: all functions of a slot, or one function. What is below them is meant
    /// too.</summary>
    public ImmutableArray<PciAddress> Devices { get; init; } = [];

    public int Count { get; init; }

    /// <summary>The platform plugs a subtree; it is registered when the bridge above it is.</summary>
    public static HostCall Plug(ImmutableArray<PciFunction> subtree) =>
        new() { Verb = HostVerb.Plug, Functions = subtree, Devices = [subtree[0].Address] };

    /// <summary>The platform takes the functions of a slot and everything below them away; a rescan will not find
    /// them.</summary>
    public static HostCall Unplug(params ImmutableArray<PciAddress> tops) =>
        new() { Verb = HostVerb.Unplug, Devices = tops };

    /// <summary>Writes a device's <c>remove</c>: it is unregistered with all below it, and stays in its slot.</summary>
    public static HostCall Remove(PciAddress top) => new() { Verb = HostVerb.Remove, Devices = [top] };

    /// <summary>Writes the bus's <c>rescan</c>: what is in its slot and not registered returns.</summary>
    public static HostCall Rescan() => new() { Verb = HostVerb.Rescan };

    /// <summary>Writes a physical function's <c>sriov_numvfs</c>.</summary>
    public static HostCall SetVfs(PciAddress physical, int count) =>
        new() { Verb = HostVerb.SetVfs, Devices = [physical], Count = count };

    /// <summary>A user has closed a file that a removal waited for. Changes nothing where nothing waits.</summary>
    public static HostCall GoOn() => new() { Verb = HostVerb.GoOn };

    public override string ToString() => Verb switch
    {
        HostVerb.Rescan or HostVerb.GoOn => Verb.ToString(),
        HostVerb.SetVfs => $"SetVfs {Devices[0]} {Count}",
        _ => $"{Verb} {string.Join(' ', Devices)}",
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
    GoOn,
}
