using FleetSim.Model.Domains;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Exploration.Programs;

/// <summary>One operation of an actor's program.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Text">As the program writes it; traces show it.</param>
public sealed record Operation(OperationKind Kind, string Text)
{
    /// <summary>The device that is meant; not used by <see cref="OperationKind.Rescan"/>.</summary>
    public PciAddress Device { get; init; }

    /// <summary>The driver of an override (null clears it) or of a bind.</summary>
    public string? Driver { get; init; }

    /// <summary>The private domain that is attached.</summary>
    public Domain Domain { get; init; }

    /// <summary>The slot that is plugged or unplugged.</summary>
    public HotplugSlot? Slot { get; init; }

    /// <summary>Needs a claim that the actor holds; without one it is skipped, so that callers stay legal.</summary>
    public bool NeedsClaim => Kind is OperationKind.Release or OperationKind.UserAttach or OperationKind.UserDetach;

    public override string ToString() => Text;
}
